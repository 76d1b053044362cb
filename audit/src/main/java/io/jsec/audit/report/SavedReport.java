package io.jsec.audit.report;

import io.jsec.rules.Finding;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON report read back, {@code jsec.audit/1}; keys that are not known are passed over.
 *
 * @param time when the run began
 * @param version of jsec
 * @param subject what was judged
 * @param targets that were judged, as {@code kind/name}
 * @param findings all that it tells of
 * @param unreadable targets that could not be judged, as {@code kind/name}, each with the reason
 * @param scores by section, the overall one under {@link #OVERALL}
 */
public record SavedReport(
        Instant time,
        String version,
        String subject,
        Set<String> targets,
        List<SavedFinding> findings,
        Map<String, String> unreadable,
        Map<String, Integer> scores) {
    /** The key of the score over all sections. */
    static final String OVERALL = "overall";

    private static final String SCHEMA = "jsec.audit/1";

    /** Copies the collections, in their order. */
    public SavedReport {
        targets = new LinkedHashSet<>(targets);
        findings = List.copyOf(findings);
        unreadable = new LinkedHashMap<>(unreadable);
        scores = new LinkedHashMap<>(scores);
    }

    /**
     * Reads a report.
     *
     * @param path its name in places
     * @throws ReadException where it is none
     */
    public static SavedReport read(String path, byte[] bytes) {
        Node root = JsonReader.read(path, bytes);
        String schema = root.find("schema").flatMap(Node::string).orElse("");
        if (!schema.equals(SCHEMA)) {
            throw new ReadException(
                    root.find("schema").map(Node::at).orElse(SourceLocation.whole(path)),
                    "the file is no " + SCHEMA + (schema.isEmpty() ? "" : ": it is " + schema));
        }
        Node data = need(root, "data");
        Set<String> targets = new LinkedHashSet<>();
        list(data, "targets").forEach(each -> targets.add(target(each)));
        List<SavedFinding> findings = new ArrayList<>();
        list(data, "findings").forEach(each -> findings.add(finding(each)));
        Map<String, String> unreadable = new LinkedHashMap<>();
        list(data, "unreadable")
                .forEach(each -> unreadable.put(target(need(each, "target")), text(each, "why")));
        return new SavedReport(
                time(need(root, "time")),
                text(need(root, "tool"), "version"),
                text(root, "host"),
                targets,
                findings,
                unreadable,
                scores(need(data, "score")));
    }

    /** The score over all that was judged. */
    Optional<Integer> score() {
        return Optional.ofNullable(scores.get(OVERALL));
    }

    private static SavedFinding finding(Node node) {
        String target = target(need(node, "target"));
        return new SavedFinding(
                text(node, "rule"),
                text(node, "title"),
                word(Severity.class, need(node, "severity")),
                word(Finding.State.class, need(node, "state")),
                target,
                node.find("location").map(SavedReport::place).orElse(target),
                node.find("message").or(() -> node.find("reason")).flatMap(Node::string).orElse(""),
                text(node, "fix"),
                text(node, "fingerprint"));
    }

    private static String place(Node node) {
        String path = text(node, "path");
        return node.find("startLine")
                .flatMap(Node::string)
                .map(line -> path + ":" + line + ":" + text(node, "startColumn"))
                .orElse(path);
    }

    private static String target(Node node) {
        return text(node, "kind") + "/" + text(node, "name");
    }

    private static Map<String, Integer> scores(Node score) {
        Map<String, Integer> scores = new LinkedHashMap<>();
        score.find(OVERALL).ifPresent(all -> scores.put(OVERALL, number(all)));
        need(score, "sections")
                .pairs()
                .forEach(entry -> scores.put(entry.name(), number(entry.value())));
        return scores;
    }

    private static int number(Node node) {
        String text = node.string().orElse("");
        if (!text.matches("[0-9]{1,3}")) {
            throw new ReadException(node.at(), "no score: " + text);
        }
        return Integer.parseInt(text);
    }

    private static Instant time(Node node) {
        String text = node.string().orElse("");
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ReadException(node.at(), "no time: " + text);
        }
    }

    private static <E extends Enum<E>> E word(Class<E> type, Node node) {
        String text = node.string().orElse("");
        for (E value : Objects.requireNonNull(type.getEnumConstants())) {
            if (Plain.lower(value).equals(text)) {
                return value;
            }
        }
        throw new ReadException(node.at(), "there is no such word: " + text);
    }

    private static List<Node> list(Node node, String key) {
        Node found = need(node, key);
        if (!(found instanceof Node.Sequence sequence)) {
            throw new ReadException(found.at(), key + " is no list");
        }
        return sequence.items();
    }

    private static String text(Node node, String key) {
        Node found = need(node, key);
        return found.string().orElseThrow(() -> new ReadException(found.at(), key + " is no text"));
    }

    private static Node need(Node node, String key) {
        return node.find(key)
                .orElseThrow(() -> new ReadException(node.at(), key + " is missing here"));
    }
}
