package io.jsec.ci;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jsec} without a verb. */
@Command(name = "jsec", description = "Judge files and hosts.")
final class RootCommand {
    @Mixin HelpOption help = new HelpOption();
}
