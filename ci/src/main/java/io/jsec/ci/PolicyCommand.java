package io.jsec.ci;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jsec policy}: verbs over files. */
@Command(
        name = "policy",
        description = "Judge the files that describe containers, without an engine.")
final class PolicyCommand {
    @Mixin HelpOption help = new HelpOption();
}
