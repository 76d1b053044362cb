package io.jsec.cli;

import picocli.CommandLine.Option;

/** {@code --help}, of every verb; the letter {@code -h} is Docker's for the host name. */
final class HelpOption {
    @Option(names = "--help", usageHelp = true, description = "Print the options.")
    boolean requested;
}
