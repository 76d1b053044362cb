package io.jsec.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --format} and {@code --output}, the same for every verb of our own. */
final class OutputOptions {
    @Option(names = "--format", paramLabel = "FORMAT", description = "The format to print.")
    String format = "";

    @Option(
            names = "--output",
            paramLabel = "FORMAT=FILE",
            description = "Write a format to a file as well; may be given several times.")
    List<String> outputs = new ArrayList<>();
}
