package io.jsec.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a pax extended header: {@code LENGTH KEY=VALUE\n}, the length counting itself.
 *
 * @param values the last value of each key, raw
 * @param sparse values of GNU.sparse.offset and GNU.sparse.numbytes, which repeat, in their order
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX pax</a>
 */
record PaxRecords(Map<String, String> values, List<String> sparse) {
    static final PaxRecords NONE = new PaxRecords(Map.of(), List.of());
    static final String ATTRIBUTE = "SCHILY.xattr.";
    private static final int LENGTH_DIGITS_MAX = 10;

    /**
     * @throws IllegalArgumentException for a header that is not made of records
     */
    static PaxRecords parse(byte[] header) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> sparse = new ArrayList<>();
        int at = 0;
        while (at < header.length) {
            int blank = at;
            while (blank < header.length && header[blank] != ' ') {
                blank++;
            }
            int end = at + length(header, at, blank);
            if (end > header.length || end <= blank + 1 || header[end - 1] != '\n') {
                throw broken();
            }
            String record = new String(header, blank + 1, end - blank - 2, ISO_8859_1);
            int equals = record.indexOf('=');
            if (equals <= 0) {
                throw broken();
            }
            String key = record.substring(0, equals);
            String value = record.substring(equals + 1);
            if (!key.startsWith(ATTRIBUTE) && value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a pax record " + key + " holds a NUL");
            }
            if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
                sparse.add(value);
            } else {
                values.put(key, value);
            }
            at = end;
        }
        return new PaxRecords(values, sparse);
    }

    private static int length(byte[] header, int from, int to) {
        if (to - from < 1 || to - from > LENGTH_DIGITS_MAX) {
            throw broken();
        }
        return (int) Math.min(decimal(new String(header, from, to - from, ISO_8859_1)), 1 << 30);
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("a pax header is not made of records");
    }

    /** A value, or null. */
    @Nullable String get(String key) {
        return values.get(key);
    }

    /** A whole number that is not negative. */
    static long decimal(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a whole number in a pax header");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number in a pax header is too large", e);
        }
    }

    /** The extended attributes, by name. */
    Map<String, byte[]> attributes() {
        Map<String, byte[]> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(ATTRIBUTE)) {
                found.put(key.substring(ATTRIBUTE.length()), RawName.bytes(value));
            }
        });
        return found;
    }
}
