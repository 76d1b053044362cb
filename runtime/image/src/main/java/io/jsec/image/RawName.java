package io.jsec.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Names of files as the kernel sees them: any bytes. Within this package such a name is a String
 * with one character for each byte, so that nothing of it is lost and it can be a key.
 */
final class RawName {
    private static final int SHOWN_MAX = 256;

    private RawName() {}

    /** The raw name of these bytes. */
    static String of(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    /** The raw name of a text, in UTF-8. */
    static String ofText(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** The bytes of a raw name. */
    static byte[] bytes(String raw) {
        return raw.getBytes(ISO_8859_1);
    }

    /** A raw name as text; bytes that are no UTF-8 become replacement characters. */
    static String text(String raw) {
        return new String(bytes(raw), UTF_8);
    }

    /** A raw name for a message: without control characters, and not endless. */
    static String show(String raw) {
        String text = text(raw).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }
}
