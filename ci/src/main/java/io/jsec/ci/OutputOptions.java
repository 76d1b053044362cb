package io.jsec.ci;

import io.jsec.audit.AuditResult;
import io.jsec.audit.Fixes;
import io.jsec.audit.report.Format;
import io.jsec.audit.report.Reports;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
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

    /** Refuses what cannot be written before anything is judged. */
    void check(CiEnvironment environment) {
        output(environment);
    }

    private ReportOutput output(CiEnvironment environment) {
        return new ReportOutput(environment, format, outputs, List.of(Format.values()));
    }

    /**
     * Writes all reports.
     *
     * @return whether every file could be written
     */
    boolean write(CiEnvironment environment, AuditResult result, Severity threshold) {
        return output(environment)
                .write(threshold, (shown, look) -> Reports.write(shown, result, look));
    }

    /**
     * Prints changes, and makes them. Reports own standard output, so that changes go to the other.
     *
     * @return whether files were written
     */
    boolean mend(CiEnvironment environment, Fixes fixes, boolean dryRun) {
        environment.err().print(fixes.diff());
        fixes.notes().forEach(environment.err()::println);
        if (!dryRun) {
            fixes.write().forEach(environment.err()::println);
        }
        environment.err().flush();
        return !dryRun;
    }
}
