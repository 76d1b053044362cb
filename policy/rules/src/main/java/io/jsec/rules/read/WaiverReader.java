package io.jsec.rules.read;

import io.jsec.rules.Evidence;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Waiver;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code .jsec/waivers.yaml}: a mapping {@code waivers:} with a list of mappings {@code
 * rule}, {@code path} or {@code fingerprint}, {@code owner}, {@code reason}, {@code until}.
 */
public final class WaiverReader {
    private static final Set<String> KEYS =
            Set.of("rule", "path", "fingerprint", "owner", "reason", "until");
    private static final int REASON_MIN = 8;

    private final List<Waiver> waivers = new ArrayList<>();
    private final List<Evidence> defects = new ArrayList<>();

    private WaiverReader() {}

    /**
     * What the file holds.
     *
     * @param waivers those that are complete
     * @param defects the others, with what is wrong
     */
    public record Result(List<Waiver> waivers, List<Evidence> defects) {
        /** Copies the lists. */
        public Result {
            waivers = List.copyOf(waivers);
            defects = List.copyOf(defects);
        }
    }

    /**
     * Reads a file.
     *
     * @throws ReadException where it is no YAML, or no mapping with a list
     */
    public static Result read(String path, byte[] bytes) {
        Node root = YamlReader.read(path, bytes);
        WaiverReader reader = new WaiverReader();
        Node list = root.find("waivers").orElse(root);
        if (!root.isNull() && !(list instanceof Node.Sequence) && !list.isNull()) {
            throw new ReadException(list.at(), "waivers: takes a list");
        }
        list.list().forEach(reader::add);
        return new Result(reader.waivers, reader.defects);
    }

    private void add(Node node) {
        Map<String, String> values = new HashMap<>();
        for (Node.Entry entry : node.pairs()) {
            if (!KEYS.contains(entry.name())) {
                defect(entry.key().at(), "a waiver has no key " + entry.name());
                return;
            }
            entry.value()
                    .string()
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> values.put(entry.name(), value));
        }
        of(values, node.at()).ifPresent(waivers::add);
    }

    private Optional<Waiver> of(Map<String, String> values, SourceLocation at) {
        Optional<String> missing = missing(values);
        if (missing.isPresent()) {
            defect(at, missing.get());
            return Optional.empty();
        }
        Optional<LocalDate> until = day(values.getOrDefault("until", ""));
        if (until.isEmpty()) {
            defect(at, "until is no day of the form 2027-01-31: " + values.get("until"));
            return Optional.empty();
        }
        return Optional.of(
                new Waiver(
                        values.getOrDefault("rule", ""),
                        Optional.ofNullable(values.get("fingerprint")),
                        Optional.ofNullable(values.get("path")),
                        values.getOrDefault("owner", ""),
                        values.getOrDefault("reason", ""),
                        until.get(),
                        at));
    }

    private static Optional<String> missing(Map<String, String> values) {
        for (String key : List.of("rule", "owner", "reason", "until")) {
            if (values.getOrDefault(key, "").isEmpty()) {
                return Optional.of("the waiver has no " + key);
            }
        }
        if (!values.containsKey("path") && !values.containsKey("fingerprint")) {
            return Optional.of("the waiver has neither path nor fingerprint");
        }
        return values.getOrDefault("reason", "").length() < REASON_MIN
                ? Optional.of("the waiver's reason is too short to be one")
                : Optional.empty();
    }

    /** A day as ISO 8601 writes it. */
    public static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void defect(SourceLocation at, String message) {
        defects.add(Evidence.of(at, message));
    }
}
