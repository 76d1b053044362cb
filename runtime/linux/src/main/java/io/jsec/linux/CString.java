package io.jsec.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as C takes it: UTF-8 with a NUL at the end and none inside. */
final class CString {
    private CString() {}

    /**
     * @throws IllegalArgumentException where the text holds a NUL, which would cut it silently
     */
    static byte[] of(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL inside " + text.replace("\0", "\\0"));
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(utf8, utf8.length + 1);
    }
}
