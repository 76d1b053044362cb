package io.jsec.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
        try (InputStream bytes = DaemonKey.class.getResourceAsStream("daemon-keys.tsv")) {
            if (bytes == null) {
                throw new IllegalStateException("daemon-keys.tsv is not there");
            }
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .map(DaemonKey::parse)
                    .forEach(key -> keys.put(key.name(), key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(keys);
    }

    private static DaemonKey parse(String line) {
        String[] cells = line.split("\t", -1);
        return new DaemonKey(
                cells[0],
                Verdict.valueOf(cells[1].toUpperCase(Locale.ROOT)),
                cells[2].isEmpty() ? List.of() : List.of(cells[2].split(",", -1)),
                cells[3]);
    }
}
