package io.jsec.cli.ca;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** {@code --format} and {@code --output}, the same for every verb of our own. */
final class OutputOptions {
    private static final List<String> FORMATS = List.of("table", "json");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "On standard output: table or json.")
    String format = "table";

    @Option(
            names = "--output",
            paramLabel = "FORMAT=FILE",
            description = "Write a format to a file as well; may be given several times.")
    List<String> outputs = new ArrayList<>();

    /** Refuses what cannot be written before anything is done. */
    void check() {
        known("--format " + format, format);
        for (String output : outputs) {
            int equals = output.indexOf('=');
            if (equals < 1 || equals == output.length() - 1) {
                throw LineException.usage(
                        "--output " + output, "it is no FORMAT=FILE", "--output json=ca.json");
            }
            known("--output " + output, output.substring(0, equals));
        }
    }

    private static void known(String what, String format) {
        if (!FORMATS.contains(format)) {
            throw LineException.usage(
                    what, "there is no such format here", String.join(" or ", FORMATS));
        }
    }

    /**
     * Prints one format and writes the others.
     *
     * @param kind of the JSON document, such as {@code ca-list}
     */
    void write(
            CaEnvironment environment,
            String kind,
            Supplier<String> table,
            Supplier<ObjectNode> data) {
        for (String output : outputs) {
            int equals = output.indexOf('=');
            String text = text(output.substring(0, equals), environment, kind, table, data);
            try {
                Files.writeString(environment.path(output.substring(equals + 1)), text);
            } catch (IOException e) {
                throw LineException.failed(
                        "--output " + output,
                        "it cannot be written (" + e.getMessage() + ")",
                        "a place this user can write to");
            }
        }
        byte[] bytes =
                text(format, environment, kind, table, data).getBytes(StandardCharsets.UTF_8);
        environment.out().write(bytes, 0, bytes.length);
        environment.out().flush();
    }

    private static String text(
            String format,
            CaEnvironment environment,
            String kind,
            Supplier<String> table,
            Supplier<ObjectNode> data) {
        if (!format.equals("json")) {
            return table.get();
        }
        String time = environment.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return JsonTree.report(kind, environment.version(), environment.host(), time, data.get());
    }
}
