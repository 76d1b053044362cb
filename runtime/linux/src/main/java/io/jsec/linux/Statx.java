package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import io.jsec.linux.abi.StatxLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Asking the kernel about files.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>, since 4.11
 */
public final class Statx {
    static {
        Libc.bind(Statx.class);
    }

    private Statx() {}

    /**
     * Looks at a path; a final symbolic link is not followed.
     *
     * @return empty where nothing is there
     * @throws LinuxException EACCES ELOOP ENAMETOOLONG
     */
    public static Optional<FileStatus> of(Path path) {
        try {
            return Optional.of(read(Fcntl.AT_FDCWD, path.toString(), Fcntl.AT_SYMLINK_NOFOLLOW));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Looks at an open file. */
    public static FileStatus of(Fd fd) {
        return read(fd.number(), "", Fcntl.AT_EMPTY_PATH);
    }

    /**
     * Looks at an entry of an open directory; a symbolic link is not followed.
     *
     * @param name one component
     * @return empty where nothing is there
     * @throws LinuxException EACCES ENAMETOOLONG
     */
    public static Optional<FileStatus> at(Fd directory, byte[] name) {
        int nofollow = Fcntl.AT_SYMLINK_NOFOLLOW;
        try {
            return Optional.of(read(directory.number(), CString.component(name), nofollow));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static FileStatus read(int directory, String path, int flags) {
        return read(directory, CString.of(path), flags);
    }

    private static FileStatus read(int directory, byte[] path, int flags) {
        Block block = new Block(StatxLayout.SIZE);
        int mask = StatxLayout.STATX_BASIC_STATS | StatxLayout.STATX_MNT_ID;
        try {
            statx(directory, path, flags, mask, block.bytes());
        } catch (LastErrorException e) {
            throw new LinuxException(
                    "statx",
                    path.length == 1 ? "fd " + directory : CString.show(path),
                    e.getErrorCode());
        }
        ByteBuffer b = block.bytes();
        boolean mount = (b.getInt(StatxLayout.MASK) & StatxLayout.STATX_MNT_ID) != 0;
        return new FileStatus(
                Short.toUnsignedInt(b.getShort(StatxLayout.MODE)),
                b.getInt(StatxLayout.UID),
                b.getInt(StatxLayout.GID),
                b.getLong(StatxLayout.INO),
                b.getInt(StatxLayout.NLINK),
                b.getLong(StatxLayout.BYTES),
                b.getInt(StatxLayout.RDEV_MAJOR),
                b.getInt(StatxLayout.RDEV_MINOR),
                b.getInt(StatxLayout.DEV_MAJOR) + ":" + b.getInt(StatxLayout.DEV_MINOR),
                b.getLong(StatxLayout.BLOCKS),
                b.getLong(StatxLayout.MTIME),
                b.getInt(StatxLayout.MTIME_NANOS),
                mount ? b.getLong(StatxLayout.MNT_ID) : 0);
    }

    private static native int statx(
            int directory, byte[] path, int flags, int mask, ByteBuffer status)
            throws LastErrorException;
}
