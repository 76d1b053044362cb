package io.jsec.ci;

import picocli.CommandLine.Option;

/** {@code --help}; the letter {@code -h} is Docker's for the host name. */
final class HelpOption {
    @Option(names = "--help", usageHelp = true, description = "Print this text.")
    boolean help;
}
