package io.jsec.cli.ca;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jsec ca}: the verbs below it. */
@Command(
        name = "ca",
        description = {
            "Keep a private certificate authority: certificates for engines and their clients.",
            "Exit codes: 0 done, 1 refused or found, 2 the host did not go along, 3 usage."
        })
final class TopCommand {
    @Mixin HelpOption help = new HelpOption();
}
