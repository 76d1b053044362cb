package io.jsec.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a list, a prune or a stream of events is narrowed by: of one key any value, of several keys
 * all; of {@code label} every value.
 *
 * @param byKey values by key
 * @param among what a client sees: nothing else matches
 */
public record Filters(Map<String, List<String>> byKey, Access among) {
    /** Nothing is left out. */
    public static final Filters NONE = new Filters(Map.of());

    /** Copied, sorted by key. */
    public Filters {
        byKey =
                byKey.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /** For whoever sees everything. */
    public Filters(Map<String, List<String>> byKey) {
        this(byKey, Access.FULL);
    }

    /** One key and value. */
    public static Filters of(String key, String... values) {
        return new Filters(Map.of(key, List.of(values)));
    }

    /** The same for a client. */
    Filters among(Access access) {
        return new Filters(byKey, access);
    }

    /** The values of a key, none where it does not narrow. */
    public List<String> values(String key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** Whether a key is there. */
    public boolean has(String key) {
        return !values(key).isEmpty();
    }

    /**
     * Refuses keys that mean nothing here.
     *
     * @throws EngineException in dockerd's words
     */
    void checkKeys(Set<String> known) {
        for (String key : new TreeMap<>(byKey).keySet()) {
            if (!known.contains(key)) {
                throw EngineException.badParameter("invalid filter '" + key + "'");
            }
        }
    }

    /** Whether a boolean key is on; {@code fallback} where it is not there. */
    boolean flag(String key, boolean fallback) {
        if (!has(key)) {
            return fallback;
        }
        boolean on = false;
        boolean off = false;
        for (String value : values(key)) {
            switch (value) {
                case "1", "true", "True", "TRUE", "t", "T" -> on = true;
                case "0", "false", "False", "FALSE", "f", "F" -> off = true;
                default -> throw invalid(key);
            }
        }
        if (on && off) {
            throw invalid(key);
        }
        return on;
    }

    private EngineException invalid(String key) {
        return EngineException.badParameter("invalid filter '" + key + "=" + values(key) + "'");
    }

    /**
     * Whether what is noted on something the client sees has every wanted label and no unwanted
     * one.
     */
    boolean matches(Map<String, String> noted) {
        return among.owns(noted)
                && values("label").stream().allMatch(wanted -> labelled(noted, wanted))
                && values("label!").stream().noneMatch(unwanted -> labelled(noted, unwanted));
    }

    private static boolean labelled(Map<String, String> noted, String wanted) {
        int equals = wanted.indexOf('=');
        if (equals < 0) {
            return noted.containsKey(wanted);
        }
        String value = noted.get(wanted.substring(0, equals));
        return wanted.substring(equals + 1).equals(value);
    }
}
