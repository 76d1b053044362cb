package io.jsec.linux;

import io.jsec.linux.abi.StatxLayout;

/**
 * What statx(2) says about a file.
 *
 * @param mode type and permission bits
 * @param bytes length of a regular file
 * @param deviceMajor of a device node
 * @param deviceMinor of a device node
 * @param fileSystem major and minor of its file system, {@code 254:0}
 * @param blocks of 512 bytes that it takes
 * @param mtimeSeconds when the content last changed, since 1970
 * @param mtimeNanos the rest of it, 0 to 999,999,999
 * @param mountId id of its mount, as in mountinfo; 0 before 5.8
 * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>, since 4.11
 */
public record FileStatus(
        int mode,
        int uid,
        int gid,
        long inode,
        int links,
        long bytes,
        int deviceMajor,
        int deviceMinor,
        String fileSystem,
        long blocks,
        long mtimeSeconds,
        int mtimeNanos,
        long mountId) {
    /** The permission bits with set-id and sticky bits, 0 to 07777. */
    public int permissions() {
        return mode & 0xfff;
    }

    /** Whether it is a directory. */
    public boolean isDirectory() {
        return (mode & StatxLayout.S_IFMT) == StatxLayout.S_IFDIR;
    }

    /** Whether it is a regular file. */
    public boolean isRegularFile() {
        return (mode & StatxLayout.S_IFMT) == StatxLayout.S_IFREG;
    }

    /** Whether it is a symbolic link. */
    public boolean isSymbolicLink() {
        return (mode & StatxLayout.S_IFMT) == StatxLayout.S_IFLNK;
    }

    /** Whether it is a character device. */
    public boolean isCharacterDevice() {
        return (mode & StatxLayout.S_IFMT) == StatxLayout.S_IFCHR;
    }

    /** Whether it is an overlay's whiteout: a character device 0:0. */
    public boolean isWhiteout() {
        return isCharacterDevice() && deviceMajor == 0 && deviceMinor == 0;
    }

    /** The type bits of the mode, S_IF*. */
    public int type() {
        return mode & StatxLayout.S_IFMT;
    }
}
