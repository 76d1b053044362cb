package io.jsec.audit;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Facts;
import io.jsec.rules.Rule;
import io.jsec.rules.Verdict;
import io.jsec.rules.compose.ComposeLoader;
import io.jsec.rules.read.DaemonReader;
import io.jsec.rules.read.InspectReader;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the fixtures beside user rules: {@code fixtures/ID/fail…} must break the rule, {@code
 * pass…} and {@code near…} must not. A rule without a {@code fail} and a {@code pass} is not
 * tested, and counts as failed.
 */
public final class RuleTests {
    /** Turns a fixture into facts. */
    private interface Reader {
        List<Facts> read(String name, byte[] bytes);
    }

    /** By the end of the fixture's name. */
    private static final Map<String, Reader> READERS = readers();

    private RuleTests() {}

    /**
     * The outcome of one fixture, or of one rule without.
     *
     * @param id the rule's
     * @param fixture the file's name, or empty
     * @param passed whether the rule said what it should
     * @param text what it said
     */
    public record Outcome(String id, String fixture, boolean passed, String text) {}

    private static Map<String, Reader> readers() {
        Map<String, Reader> readers = new LinkedHashMap<>();
        readers.put(".dockerfile", (name, bytes) -> List.of(DockerfileFacts.of(name, bytes)));
        readers.put(".daemon.json", (name, bytes) -> List.of(DaemonReader.read(name, bytes)));
        readers.put(".inspect.json", InspectReader::read);
        readers.put(
                ".compose.yaml",
                (name, bytes) ->
                        ComposeLoader.load(
                                List.of(name),
                                path -> path.equals(name) ? Optional.of(bytes) : Optional.empty()));
        return readers;
    }

    /** Judges all fixtures of some rules. */
    public static List<Outcome> run(List<Rule<?>> rules, Path fixtures) {
        List<Outcome> all = new ArrayList<>();
        for (Rule<?> rule : rules) {
            String id = rule.card().id();
            List<Path> files = list(fixtures.resolve(id));
            for (Path file : files) {
                all.add(judge(rule, file));
            }
            for (String kind : List.of("fail", "pass")) {
                if (files.stream().noneMatch(file -> name(file).startsWith(kind))) {
                    all.add(new Outcome(id, "", false, "there is no fixture " + kind + "…"));
                }
            }
        }
        return all;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<Path> list(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (IOException e) {
            // Without a folder there are no fixtures, which is said.
            return List.of();
        }
        files.sort(Path::compareTo);
        return files;
    }

    private static Outcome judge(Rule<?> rule, Path file) {
        String id = rule.card().id();
        String name = name(file);
        boolean fails = name.startsWith("fail");
        if (!fails && !name.startsWith("pass") && !name.startsWith("near")) {
            return new Outcome(id, name, false, "a fixture's name begins with fail, pass or near");
        }
        Optional<Reader> reader =
                READERS.entrySet().stream()
                        .filter(each -> name.endsWith(each.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
        if (reader.isEmpty()) {
            return new Outcome(
                    id,
                    name,
                    false,
                    "a fixture's name ends with " + String.join(", ", READERS.keySet()));
        }
        try {
            List<Facts> facts = reader.get().read(name, Files.readAllBytes(file));
            return judged(rule, name, fails, facts);
        } catch (ReadException e) {
            return new Outcome(id, name, false, e.at() + ": " + e.getMessage());
        } catch (IOException e) {
            return new Outcome(id, name, false, "cannot be read: " + e.getMessage());
        }
    }

    private static Outcome judged(Rule<?> rule, String name, boolean fails, List<Facts> facts) {
        String id = rule.card().id();
        List<Verdict> verdicts = new ArrayList<>();
        facts.forEach(each -> verdict(rule, each).ifPresent(verdicts::add));
        if (verdicts.isEmpty()) {
            return new Outcome(id, name, false, "it holds nothing that the rule judges");
        }
        return switch (Verdict.all(verdicts)) {
            case Verdict.Fail fail ->
                    new Outcome(id, name, fails, fail.evidence().getFirst().message());
            case Verdict.Unknown(String why) -> new Outcome(id, name, false, "unknown: " + why);
            case Verdict.Pass pass -> new Outcome(id, name, !fails, "passed");
            case Verdict.NotApplicable none -> new Outcome(id, name, !fails, "does not apply");
        };
    }

    private static <F extends Facts> Optional<Verdict> verdict(Rule<F> rule, Facts facts) {
        return rule.subject().isInstance(facts)
                ? Optional.of(rule.judge(rule.subject().cast(facts)))
                : Optional.empty();
    }
}
