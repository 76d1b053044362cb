package io.jsec.journal;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The end of a journal: the number of its last entry and the hash that binds all of them.
 *
 * @param seq the last entry's number, 0 for an empty journal
 * @param hash 64 lower-case hexadecimal digits
 */
public record Head(long seq, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{" + Chain.HASH_CHARS + "}");
    private static final Pattern SEQ = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** The head of a journal that has no entry. */
    public static final Head EMPTY = new Head(0, "0".repeat(Chain.HASH_CHARS));

    /** Refuses what is not a head. */
    public Head {
        if (seq < 0 || !isHash(hash)) {
            throw new IllegalArgumentException("not a head of a journal: " + seq + ":" + hash);
        }
    }

    /** The head that {@code SEQ:HASH} spells, or nothing. */
    public static Optional<Head> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0
                || !SEQ.matcher(text.substring(0, colon)).matches()
                || !isHash(text.substring(colon + 1))) {
            return Optional.empty();
        }
        return Optional.of(
                new Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1)));
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** {@code SEQ:HASH}. */
    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
