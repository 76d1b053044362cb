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

    /**
     * A path of any bytes.
     *
     * @throws IllegalArgumentException where there is a NUL
     */
    static byte[] of(byte[] path) {
        for (byte b : path) {
            if (b == 0) {
                throw new IllegalArgumentException("a NUL inside " + show(path));
            }
        }
        return Arrays.copyOf(path, path.length + 1);
    }

    /**
     * One component of a path: nothing that leads elsewhere.
     *
     * @throws IllegalArgumentException for an empty one, {@code .}, {@code ..}, a slash or a NUL
     */
    static byte[] component(byte[] name) {
        boolean dots = name.length <= 2;
        for (byte b : name) {
            if (b == '/') {
                throw new IllegalArgumentException("not one component: " + show(name));
            }
            dots &= b == '.';
        }
        if (dots) {
            throw new IllegalArgumentException("not one component: '" + show(name) + "'");
        }
        return of(name);
    }

    /** A name for a message: UTF-8, control characters as question marks. */
    static String show(byte[] name) {
        int end = name.length > 0 && name[name.length - 1] == 0 ? name.length - 1 : name.length;
        return new String(name, 0, end, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }
}
