package io.jsec.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Extended attributes.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/xattr.7.html">xattr(7)</a>
 */
public final class Xattr {
    static {
        Libc.bind(Xattr.class);
    }

    private static final int USUAL_BYTES = 1024;
    private static final int BYTES_MAX = 64 * 1024;

    private Xattr() {}

    /** Whether a file has an attribute; false where it cannot be read. */
    public static boolean has(Path file, String name) {
        try {
            return getxattr(CString.of(file.toString()), CString.of(name), 0, 0) >= 0;
        } catch (LastErrorException e) {
            return false;
        }
    }

    /**
     * flistxattr(2): the names that the caller may see.
     *
     * @throws LinuxException EIO EBADF (an O_PATH descriptor)
     */
    public static List<String> names(Fd file) {
        return names(file, USUAL_BYTES);
    }

    private static List<String> names(Fd file, int bytes) {
        byte[] names = new byte[bytes];
        try {
            int length = (int) flistxattr(file.number(), names, names.length);
            return length == 0
                    ? List.of()
                    : List.of(new String(names, 0, length - 1, UTF_8).split("\0", -1));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == Errno.EOPNOTSUPP) {
                return List.of();
            }
            if (e.getErrorCode() == Errno.ERANGE && bytes < BYTES_MAX) {
                return names(file, BYTES_MAX);
            }
            throw new LinuxException("flistxattr", file.toString(), e.getErrorCode());
        }
    }

    /**
     * fgetxattr(2).
     *
     * @return empty where the file has no such attribute, or its file system none at all
     * @throws LinuxException EPERM EACCES EIO
     */
    public static Optional<byte[]> get(Fd file, String name) {
        return get(file, name, USUAL_BYTES);
    }

    private static Optional<byte[]> get(Fd file, String name, int bytes) {
        byte[] value = new byte[bytes];
        try {
            long length = fgetxattr(file.number(), CString.of(name), value, value.length);
            return Optional.of(Arrays.copyOf(value, (int) length));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == Errno.ENODATA || e.getErrorCode() == Errno.EOPNOTSUPP) {
                return Optional.empty();
            }
            if (e.getErrorCode() == Errno.ERANGE && bytes < BYTES_MAX) {
                return get(file, name, BYTES_MAX);
            }
            throw new LinuxException("fgetxattr", name, e.getErrorCode());
        }
    }

    /**
     * fsetxattr(2), whether or not the attribute is there.
     *
     * @throws LinuxException EPERM EOPNOTSUPP ENOSPC E2BIG ERANGE EINVAL
     */
    public static void set(Fd file, String name, byte[] value) {
        try {
            fsetxattr(file.number(), CString.of(name), value, value.length, 0);
        } catch (LastErrorException e) {
            throw new LinuxException("fsetxattr", name, e.getErrorCode());
        }
    }

    private static native long getxattr(byte[] path, byte[] name, long value, long size)
            throws LastErrorException;

    private static native long flistxattr(int fd, byte[] names, long size)
            throws LastErrorException;

    private static native long fgetxattr(int fd, byte[] name, byte[] value, long size)
            throws LastErrorException;

    private static native int fsetxattr(int fd, byte[] name, byte[] value, long size, int flags)
            throws LastErrorException;
}
