package io.jsec.daemon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A key of dockerd's configuration, and what this engine does with it. The table is the resource
 * {@code daemon-keys.tsv}.
 *
 * @param name as in daemon.json
 * @param verdict what becomes of it
 * @param values which it may have, where it may have some only
 * @param sentence why, and what to do instead
 */
record DaemonKey(String name, Verdict verdict, List<String> values, String sentence) {
    private static final Map<String, DaemonKey> ALL = read();

    /** What becomes of a key. */
    enum Verdict {
        /** It means what it means for dockerd. */
        WORKS,
        /** It may say what is so anyway. */
        ONLY,
        /** It is refused. */
        REFUSED,
        /** It is refused until what it needs is there. */
        LATER
    }

    DaemonKey {
        values = List.copyOf(values);
    }

    /** Every key by name. */
    static Map<String, DaemonKey> all() {
        return ALL;
    }

    private static Map<String, DaemonKey> read() {
        Map<String, DaemonKey> keys = new LinkedHashMap<>();
        for (List<String> cells : TsvResource.rows("daemon-keys.tsv")) {
            keys.put(cells.getFirst(), parse(cells));
        }
        return Map.copyOf(keys);
    }

    private static DaemonKey parse(List<String> cells) {
        return new DaemonKey(
                cells.get(0),
                Verdict.valueOf(cells.get(1).toUpperCase(Locale.ROOT)),
                cells.get(2).isEmpty() ? List.of() : List.of(cells.get(2).split(",", -1)),
                cells.get(3));
    }
}
