package io.jsec.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.audit.IoReason;
import io.jsec.cli.client.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/**
 * Output of our own verbs: {@code --format} for standard output and {@code --output FMT=FILE}.
 *
 * @param formats the formats the verb has, the default first
 * @param render a format's text
 */
record Report(List<String> formats, Function<String, String> render) {
    Report {
        formats = List.copyOf(formats);
    }

    /**
     * Prints one format and writes the others.
     *
     * @param format of {@code --format}, or empty for the default
     * @param outputs of {@code --output}
     * @throws CliException for a format the verb does not have, and a file that cannot be written
     */
    void print(String format, List<String> outputs, Environment environment) {
        String shown = format.isEmpty() ? formats.getFirst() : format;
        check("--format " + shown, shown);
        for (String output : outputs) {
            int equals = output.indexOf('=');
            if (equals < 1 || equals == output.length() - 1) {
                throw CliException.refused(
                        Code.VALUE,
                        "--output " + output,
                        "it does not read FORMAT=FILE",
                        "--output " + formats.getLast() + "=FILE");
            }
            check("--output " + output, output.substring(0, equals));
        }
        for (String output : outputs) {
            int equals = output.indexOf('=');
            write(environment.path(output.substring(equals + 1)), output.substring(0, equals));
        }
        byte[] bytes = bytes(shown);
        environment.out().write(bytes, 0, bytes.length);
        environment.out().flush();
    }

    /** A binary format is a text of bytes; the others are UTF-8. */
    private byte[] bytes(String format) {
        return render.apply(format)
                .getBytes(
                        format.equals("plan")
                                ? StandardCharsets.ISO_8859_1
                                : StandardCharsets.UTF_8);
    }

    private void check(String what, String format) {
        if (!formats.contains(format)) {
            throw CliException.refused(
                    Code.VALUE,
                    what,
                    "this verb has no format " + format,
                    "--format " + String.join("|", formats));
        }
    }

    private void write(Path file, String format) {
        try {
            Files.write(file, bytes(format));
        } catch (IOException e) {
            throw CliException.failed(
                    Code.VALUE,
                    "writing " + file,
                    IoReason.of(e),
                    "a place this user can write to");
        }
    }

    /**
     * The envelope every JSON report has.
     *
     * @param kind such as {@code doctor}
     * @param host the host's name
     * @param time ISO 8601, UTC
     */
    static String json(String kind, String host, String time, JsonNode data) {
        return JsonTree.report(kind, VersionCommand.VERSION, host, time, data);
    }

    /** The envelope of this host, now. */
    static String json(String kind, JsonNode data) {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return json(kind, HostReader.hostname(), time, data);
    }
}
