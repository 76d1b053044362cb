package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Calls;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import io.jsec.linux.abi.OpenHow;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Opening files with limits on where a path may lead.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/openat2.2.html">openat2(2)</a>, since 5.6
 */
public final class Openat2 {
    static {
        Libc.bind(Openat2.class);
    }

    private static final int ATTEMPTS_MAX = 32;

    private Openat2() {}

    /**
     * Opens a path of the host, links followed as usual.
     *
     * @param flags O_* without O_CLOEXEC, which is always added
     * @param mode of a file made by O_CREAT, else 0
     * @return owned by the caller
     * @throws LinuxException ENOENT EACCES ELOOP ENOTDIR EEXIST EMFILE
     */
    public static Fd open(Path path, int flags, int mode) {
        return open(Fcntl.AT_FDCWD, path.toString(), flags, mode, 0);
    }

    /**
     * Opens a path as if {@code root} were the root directory: links and {@code ..} cannot leave
     * it, and links of procfs are not followed.
     *
     * @param path relative or absolute, both below the root
     * @return owned by the caller
     * @throws LinuxException ENOENT EACCES ELOOP ENOTDIR EXDEV
     */
    public static Fd inRoot(Fd root, String path, int flags, int mode) {
        long resolve = OpenHow.RESOLVE_IN_ROOT | OpenHow.RESOLVE_NO_MAGICLINKS;
        return open(root.number(), path, flags, mode, resolve);
    }

    /** As {@link #inRoot(Fd, String, int, int)}, with a path of any bytes. */
    public static Fd inRoot(Fd root, byte[] path, int flags, int mode) {
        long resolve = OpenHow.RESOLVE_IN_ROOT | OpenHow.RESOLVE_NO_MAGICLINKS;
        return openBytes(root.number(), CString.of(path), flags, mode, resolve);
    }

    /**
     * Opens a path below a directory and follows no link at all.
     *
     * @param path of any bytes, relative
     * @return owned by the caller
     * @throws LinuxException ENOENT EACCES ELOOP (there is a link) ENOTDIR EEXIST EXDEV
     */
    public static Fd beneath(Fd directory, byte[] path, int flags, int mode) {
        long resolve = OpenHow.RESOLVE_BENEATH | OpenHow.RESOLVE_NO_SYMLINKS;
        return openBytes(directory.number(), CString.of(path), flags, mode, resolve);
    }

    /**
     * openat2(2) as it is, again after EINTR and EAGAIN (a rename raced with {@code ..}).
     *
     * @param directory descriptor or AT_FDCWD
     * @param resolve RESOLVE_* of {@link OpenHow}
     * @return owned by the caller
     */
    static Fd open(int directory, String path, int flags, int mode, long resolve) {
        return openBytes(directory, CString.of(path), flags, mode, resolve);
    }

    private static Fd openBytes(int directory, byte[] name, int flags, int mode, long resolve) {
        Block how = new Block(OpenHow.SIZE);
        how.bytes().putLong(OpenHow.FLAGS, Integer.toUnsignedLong(flags | Fcntl.O_CLOEXEC));
        how.bytes().putLong(OpenHow.MODE, mode);
        how.bytes().putLong(OpenHow.RESOLVE, resolve);
        for (int attempt = 1; ; attempt++) {
            try {
                long fd = syscall(Calls.OPENAT2, directory, name, how.bytes(), OpenHow.SIZE);
                return Fd.take((int) fd);
            } catch (LastErrorException e) {
                int errno = e.getErrorCode();
                boolean again = errno == Errno.EINTR || errno == Errno.EAGAIN;
                if (!again || attempt == ATTEMPTS_MAX) {
                    throw new LinuxException("openat2", CString.show(name), errno);
                }
            }
        }
    }

    private static native long syscall(
            long number, long directory, byte[] path, ByteBuffer how, long size)
            throws LastErrorException;
}
