package io.jsec.ci;

import io.jsec.audit.report.DiffReports;
import io.jsec.audit.report.ReportDiff;
import io.jsec.audit.report.SavedReport;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jsec audit diff}: compares two JSON reports. */
@Command(
        name = "diff",
        description = {
            "Compare two JSON reports of jsec audit or jsec policy check: what is new, what is"
                    + " mended.",
            "Exit codes: 0 nothing new, 1 new findings, 2 a report cannot be read or NEW could not"
                    + " evaluate what OLD could, 3 usage."
        })
final class DiffCommand implements CiCommand {
    private static final int NOT_EVALUATED = 2;

    /** What the reader of documents takes, in bytes: about 30,000 findings. */
    private static final long BYTES_MAX = 32L << 20;

    @Mixin HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "OLD", description = "The report of the run before.")
    String older = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "The report of the run after.")
    String newer = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "On standard output: table, json or markdown.")
    String format = "table";

    @Option(
            names = "--output",
            paramLabel = "FORMAT=FILE",
            description = "Write a report to a file too; may be given several times.")
    List<String> outputs = new ArrayList<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Least severity of a new finding that fails: medium by default.")
    @Nullable String failOn;

    private final CiEnvironment environment;

    DiffCommand(CiEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        ReportOutput output = new ReportOutput(environment, format, outputs, DiffReports.FORMATS);
        Severity threshold =
                failOn == null
                        ? Severity.MEDIUM
                        : CheckCommand.word(Severity.class, "--fail-on", failOn);
        ReportDiff diff;
        try {
            diff = ReportDiff.of(read(older), read(newer));
        } catch (ReadException e) {
            environment
                    .err()
                    .println(
                            "jsec audit diff failed: %s: %s. Instead: name a file of --format json"
                                    .formatted(e.at(), e.getMessage())
                                    .replaceAll("\\p{Cntrl}", " "));
            environment.err().flush();
            return NOT_EVALUATED;
        }
        boolean written =
                output.write(
                        threshold,
                        (shown, look) ->
                                DiffReports.write(shown, diff, look, CiEnvironment.VERSION));
        return written ? diff.exit(threshold) : NOT_EVALUATED;
    }

    private SavedReport read(String name) {
        Path file = environment.directory().resolve(name);
        SourceLocation whole = SourceLocation.whole(name);
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new ReadException(whole, "the file is larger than " + BYTES_MAX + " bytes");
            }
            return SavedReport.read(name, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new ReadException(whole, "there is no such file");
        } catch (IOException e) {
            throw new ReadException(whole, "the file cannot be read (" + e.getMessage() + ")");
        }
    }
}
