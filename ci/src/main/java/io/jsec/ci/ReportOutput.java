package io.jsec.ci;

import io.jsec.audit.PolicyException;
import io.jsec.audit.report.Format;
import io.jsec.audit.report.Look;
import io.jsec.rules.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Reports on standard output and in files, in those formats that there are. */
final class ReportOutput {
    private final CiEnvironment environment;
    private final Format shown;
    private final List<Output> files = new ArrayList<>();

    /** A file to write. */
    private record Output(Format format, Path file) {}

    /**
     * Refuses what cannot be written before anything is judged.
     *
     * @param format the word of {@code --format}
     * @param outputs the words of {@code --output}
     * @param formats that there are
     */
    ReportOutput(
            CiEnvironment environment, String format, List<String> outputs, List<Format> formats) {
        this.environment = environment;
        this.shown = format(format, formats);
        for (String output : outputs) {
            int equals = output.indexOf('=');
            if (equals < 1 || equals == output.length() - 1) {
                throw new PolicyException(
                        ("--output %s refused: it is no FORMAT=FILE. Instead: --output"
                                        + " json=jsec.json")
                                .formatted(output));
            }
            Path file = environment.directory().resolve(output.substring(equals + 1));
            files.add(new Output(format(output.substring(0, equals), formats), file));
        }
    }

    private static Format format(String word, List<Format> formats) {
        String words = formats.stream().map(Format::word).collect(Collectors.joining(", "));
        return Format.of(word)
                .filter(formats::contains)
                .orElseThrow(() ->
                        new PolicyException(
                                "--format %s refused: there is no such format. Instead: %s"
                                        .formatted(word, words)));
    }

    /**
     * Writes all reports.
     *
     * @return whether every file could be written
     */
    boolean write(Severity threshold, BiFunction<Format, Look, String> report) {
        Look look = new Look(environment.width(), environment.colour(), threshold);
        environment.out().print(report.apply(shown, look));
        environment.out().flush();
        Optional<String> failure = Optional.empty();
        for (Output output : files) {
            Look plain = new Look(environment.width(), false, threshold);
            try {
                Files.writeString(output.file(), report.apply(output.format(), plain));
            } catch (IOException e) {
                failure = Optional.of(output.file() + " cannot be written: " + e.getMessage());
            }
        }
        failure.ifPresent(why ->
                environment.err().println("--output failed: " + why + ". Instead: name another"));
        return failure.isEmpty();
    }
}
