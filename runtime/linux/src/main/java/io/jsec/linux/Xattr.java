package io.jsec.linux;

import com.sun.jna.LastErrorException;
import java.nio.file.Path;

/**
 * Extended attributes.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/xattr.7.html">xattr(7)</a>
 */
public final class Xattr {
    static {
        Libc.bind(Xattr.class);
    }

    private Xattr() {}

    /** Whether a file has an attribute; false where it cannot be read. */
    public static boolean has(Path file, String name) {
        try {
            return getxattr(CString.of(file.toString()), CString.of(name), 0, 0) >= 0;
        } catch (LastErrorException e) {
            return false;
        }
    }

    private static native long getxattr(byte[] path, byte[] name, long value, long size)
            throws LastErrorException;
}
