package io.jsec.image;

import io.jsec.linux.FileStatus;
import io.jsec.linux.abi.StatxLayout;
import java.time.Instant;

/**
 * What {@code docker cp} asks about a path first.
 *
 * @param name its last component
 * @param bytes of a regular file, else what the file system says
 * @param mode in Go's bits
 * @param modified when its content last changed
 * @param linkTarget where a symbolic link leads to within the root, absolute; else empty
 * @see <a href="https://pkg.go.dev/io/fs#FileMode">Go's FileMode</a>
 */
public record PathStat(String name, long bytes, long mode, Instant modified, String linkTarget) {
    private static final long GO_DIRECTORY = 1L << 31;
    private static final long GO_LINK = 1L << 27;
    private static final long GO_DEVICE = 1L << 26;
    private static final long GO_PIPE = 1L << 25;
    private static final long GO_SOCKET = 1L << 24;
    private static final long GO_SETUID = 1L << 23;
    private static final long GO_SETGID = 1L << 22;
    private static final long GO_CHARACTER = 1L << 21;
    private static final long GO_STICKY = 1L << 20;

    static PathStat of(String name, FileStatus status, String linkTarget) {
        return new PathStat(
                name,
                status.bytes(),
                goMode(status),
                Instant.ofEpochSecond(status.mtimeSeconds(), status.mtimeNanos()),
                linkTarget);
    }

    private static long goMode(FileStatus status) {
        long mode = status.permissions() & 0777;
        mode |= (status.permissions() & 04000) != 0 ? GO_SETUID : 0;
        mode |= (status.permissions() & 02000) != 0 ? GO_SETGID : 0;
        mode |= (status.permissions() & 01000) != 0 ? GO_STICKY : 0;
        return mode
                | switch (status.type()) {
                    case StatxLayout.S_IFDIR -> GO_DIRECTORY;
                    case StatxLayout.S_IFLNK -> GO_LINK;
                    case StatxLayout.S_IFIFO -> GO_PIPE;
                    case StatxLayout.S_IFSOCK -> GO_SOCKET;
                    case StatxLayout.S_IFBLK -> GO_DEVICE;
                    case StatxLayout.S_IFCHR -> GO_DEVICE | GO_CHARACTER;
                    default -> 0;
                };
    }
}
