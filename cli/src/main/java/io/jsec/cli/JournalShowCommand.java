package io.jsec.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.JsonTree;
import io.jsec.cli.journal.EntryFilter;
import io.jsec.cli.journal.EntryRow;
import io.jsec.cli.journal.TimeBound;
import io.jsec.journal.JournalException;
import io.jsec.journal.JournalReader;
import io.jsec.journal.Line;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec journal show}: the entries. */
@Command(
        name = "show",
        description =
                "Print a journal's entries, oldest first, without verifying them. Exit status 2:"
                        + " something in it is no entry.")
final class JournalShowCommand implements Callable<Integer> {
    @Mixin JournalOptions journal = new JournalOptions();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From then on: 2026-01-31T12:00:00Z, 2026-01-31, or 10m ago.")
    String since = "";

    @Option(names = "--until", paramLabel = "TIME", description = "Before then.")
    String until = "";

    @Option(
            names = "--identity",
            paramLabel = "WHO",
            description =
                    "Of this one only, such as cert:alice or uid:1000; may be given several times.")
    List<String> identities = new ArrayList<>();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Of this kind only, such as decision; may be given several times.")
    List<String> kinds = new ArrayList<>();

    @Mixin OutputOptions output = new OutputOptions();

    @Mixin HelpOption help = new HelpOption();

    private final Environment environment;

    JournalShowCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Instant now = Clock.systemUTC().instant();
        EntryFilter filter =
                new EntryFilter(
                        time("--since", since, now),
                        time("--until", until, now),
                        identities,
                        kinds);
        List<Line> lines = new ArrayList<>();
        long skipped;
        try {
            skipped =
                    JournalReader.read(
                            journal.directory(environment),
                            line -> {
                                if (filter.takes(line)) {
                                    lines.add(line);
                                }
                            });
        } catch (JournalException e) {
            throw JournalOptions.failed(e);
        }
        new Report(
                        List.of("table", "json"),
                        format -> format.equals("json") ? json(lines) : table(lines))
                .print(output.format, output.outputs, environment);
        if (skipped > 0) {
            throw CliException.failed(
                    Code.JOURNAL,
                    "reading " + skipped + " lines of the journal",
                    "they are not in the form of one",
                    "jsec journal verify, which says which");
        }
        return ExitCode.OK;
    }

    private static Optional<Instant> time(String option, String text, Instant now) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> time = TimeBound.parse(text, now);
        if (time.isEmpty()) {
            throw CliException.refused(
                    Code.VALUE,
                    option + " " + text,
                    "it is neither a time nor a span",
                    option + " 2026-01-31T12:00:00Z, 2026-01-31 or 10m");
        }
        return time;
    }

    /** The rows. */
    static String table(List<Line> lines) {
        StringBuilder text = new StringBuilder(EntryRow.heading()).append('\n');
        lines.forEach(line -> text.append(EntryRow.of(line)).append('\n'));
        return text.toString();
    }

    private static String json(List<Line> lines) {
        ObjectNode data = JsonTree.object();
        ArrayNode entries = data.putArray("entries");
        lines.forEach(line -> fill(entries.addObject(), line));
        return Report.json("journal", data);
    }

    /** The members of a line, as they stand in the file. */
    static void fill(ObjectNode entry, Line line) {
        entry.put("seq", line.seq()).put("time", line.timeText()).put("kind", line.kind());
        line.fields()
                .forEach((name, value) -> {
                    switch (value) {
                        case Line.Value.Text text -> entry.put(name, text.text());
                        case Line.Value.Count count -> entry.put(name, count.number());
                        case Line.Value.Texts texts -> {
                            ArrayNode list = entry.putArray(name);
                            texts.texts().forEach(list::add);
                        }
                    }
                });
        entry.put("hash", line.hash());
    }
}
