package io.jsec.ci;

import io.jsec.audit.AuditResult;
import io.jsec.audit.PolicyException;
import io.jsec.audit.report.Format;
import io.jsec.audit.report.Look;
import io.jsec.audit.report.Reports;
import io.jsec.rules.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the report goes, and in which formats. */
final class OutputOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "On standard output: table, json, sarif, junit, markdown or html.")
    String format = "table";

    @Option(
            names = "--output",
            paramLabel = "FORMAT=FILE",
            description = "Write a report to a file too; may be given several times.")
    List<String> outputs = new ArrayList<>();

    /** A file to write. */
    private record Output(Format format, Path file) {}

    /** Refuses what cannot be written before anything is judged. */
    void check(CiEnvironment environment) {
        format(format);
        files(environment);
    }

    private static Format format(String word) {
        return Format.of(word)
                .orElseThrow(() ->
                        new PolicyException(
                                "--format "
                                        + word
                                        + " refused: there is no such format. "
                                        + "Instead: table, json, sarif, junit, markdown or"
                                        + " html"));
    }

    private List<Output> files(CiEnvironment environment) {
        List<Output> files = new ArrayList<>();
        for (String output : outputs) {
            int equals = output.indexOf('=');
            if (equals < 1 || equals == output.length() - 1) {
                throw new PolicyException(
                        "--output "
                                + output
                                + " refused: it is no FORMAT=FILE. Instead: --output "
                                + "sarif=jsec.sarif");
            }
            Path file = environment.directory().resolve(output.substring(equals + 1));
            files.add(new Output(format(output.substring(0, equals)), file));
        }
        return files;
    }

    /**
     * Writes all reports.
     *
     * @return whether every file could be written
     */
    boolean write(CiEnvironment environment, AuditResult result, Severity threshold) {
        Look look = new Look(environment.width(), environment.colour(), threshold);
        environment.out().print(Reports.write(format(format), result, look));
        environment.out().flush();
        Optional<String> failure = Optional.empty();
        for (Output output : files(environment)) {
            Look plain = new Look(environment.width(), false, threshold);
            try {
                Files.writeString(output.file(), Reports.write(output.format(), result, plain));
            } catch (IOException e) {
                failure = Optional.of(output.file() + " cannot be written: " + e.getMessage());
            }
        }
        failure.ifPresent(why ->
                environment.err().println("--output failed: " + why + ". Instead: name another"));
        return failure.isEmpty();
    }
}
