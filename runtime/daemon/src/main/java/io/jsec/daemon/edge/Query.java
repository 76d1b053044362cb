package io.jsec.daemon.edge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query of a request. Of a name that is given several times the first value counts, as it does
 * for dockerd; lists take them all.
 *
 * @param values by name
 */
public record Query(Map<String, List<String>> values) {
    /** Copies the map. */
    public Query {
        values = Map.copyOf(values);
    }

    /**
     * What a query says.
     *
     * @throws StatusException 400, where a percent sign is followed by no two digits
     */
    public static Query parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        values.replaceAll((name, list) -> List.copyOf(list));
        return new Query(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new StatusException(400, "the query is not percent-encoded: " + text);
        }
    }

    /** The value of a name. */
    public Optional<String> text(String name) {
        return all(name).stream().findFirst();
    }

    /** The value of a name, unless it is empty. */
    public Optional<String> given(String name) {
        return text(name).filter(value -> !value.isEmpty());
    }

    /** Every value of a name, in order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * A switch, read as dockerd reads it: absent, empty, 0, no, false and none are off, anything
     * else is on.
     */
    public boolean truth(String name) {
        return truth(name, false);
    }

    /** A switch that has a default. */
    public boolean truth(String name, boolean absent) {
        return text(name)
                .map(value ->
                        switch (value.strip().toLowerCase(java.util.Locale.ROOT)) {
                            case "", "0", "no", "false", "none" -> false;
                            default -> true;
                        })
                .orElse(absent);
    }

    /**
     * A whole number.
     *
     * @throws StatusException 400, where it is none
     */
    public Optional<Integer> number(String name) {
        return given(name)
                .map(value -> {
                    try {
                        return Integer.valueOf(value);
                    } catch (NumberFormatException e) {
                        throw new StatusException(
                                400, name + " takes a whole number, not " + value);
                    }
                });
    }
}
