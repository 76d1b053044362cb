package io.jsec.cli.ca;

import picocli.CommandLine.Option;

/** {@code --help}, of every verb. */
final class HelpOption {
    @Option(names = "--help", usageHelp = true, description = "Print the options.")
    boolean requested;
}
