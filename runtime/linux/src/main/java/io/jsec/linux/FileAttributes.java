package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.nio.ByteBuffer;

/**
 * Owner, mode, times and length of files, by descriptor or by one name in an open directory. No
 * link is followed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>
 */
public final class FileAttributes {
    static {
        Libc.bind(FileAttributes.class);
    }

    private static final int TIMESPECS_BYTES = 32;
    private static final int READ_NANOS = 8;
    private static final int CHANGED = 16;
    private static final int CHANGED_NANOS = 24;

    private FileAttributes() {}

    /**
     * fchownat(2) of an entry, the link itself where it is one. Takes set-id bits away.
     *
     * @throws LinuxException EPERM EINVAL (the id is not mapped in this user namespace)
     */
    public static void own(Fd directory, byte[] name, int uid, int gid) {
        byte[] c = CString.component(name);
        try {
            fchownat(directory.number(), c, uid, gid, Fcntl.AT_SYMLINK_NOFOLLOW);
        } catch (LastErrorException e) {
            throw new LinuxException("fchownat", CString.show(c), e.getErrorCode());
        }
    }

    /** fchown(2) of an open file, as {@link #own(Fd, byte[], int, int)}. */
    public static void own(Fd file, int uid, int gid) {
        try {
            fchown(file.number(), uid, gid);
        } catch (LastErrorException e) {
            throw new LinuxException("fchown", file.toString(), e.getErrorCode());
        }
    }

    /**
     * fchmod(2) of an open file.
     *
     * @param mode permission bits with set-id and sticky
     * @throws LinuxException EPERM
     */
    public static void mode(Fd file, int mode) {
        try {
            fchmod(file.number(), mode);
        } catch (LastErrorException e) {
            throw new LinuxException("fchmod", file.toString(), e.getErrorCode());
        }
    }

    /**
     * Changes the mode of an entry that cannot be opened, like a named pipe.
     *
     * @throws LinuxException EPERM ELOOP (it is a link)
     */
    public static void mode(Fd directory, byte[] name, int mode) {
        CString.component(name);
        try (Fd place = Openat2.beneath(directory, name, Fcntl.O_PATH, 0)) {
            chmod(CString.of("/proc/self/fd/" + place.number()), mode);
        } catch (LastErrorException e) {
            throw new LinuxException("chmod", CString.show(name), e.getErrorCode());
        }
    }

    /**
     * utimensat(2): sets when an entry was last read and changed, the link itself where it is one.
     *
     * @param nanos 0 to 999,999,999
     * @throws LinuxException EPERM EACCES
     */
    public static void times(Fd directory, byte[] name, long seconds, int nanos) {
        byte[] c = CString.component(name);
        Block block = new Block(TIMESPECS_BYTES);
        block.bytes().putLong(0, seconds).putLong(READ_NANOS, nanos);
        block.bytes().putLong(CHANGED, seconds).putLong(CHANGED_NANOS, nanos);
        try {
            utimensat(directory.number(), c, block.bytes(), Fcntl.AT_SYMLINK_NOFOLLOW);
        } catch (LastErrorException e) {
            throw new LinuxException("utimensat", CString.show(c), e.getErrorCode());
        }
    }

    /**
     * ftruncate(2).
     *
     * @throws LinuxException EFBIG EINVAL ENOSPC
     */
    public static void length(Fd file, long bytes) {
        retried("ftruncate", file, () -> ftruncate(file.number(), bytes));
    }

    /**
     * lseek(2) from the file's start.
     *
     * @throws LinuxException ESPIPE EINVAL
     */
    public static void seek(Fd file, long position) {
        retried("lseek", file, () -> lseek(file.number(), position, 0));
    }

    /**
     * fsync(2) of a file or directory.
     *
     * @throws LinuxException EIO ENOSPC
     */
    public static void sync(Fd file) {
        retried("fsync", file, () -> fsync(file.number()));
    }

    /**
     * syncfs(2): everything of the file system that this file lies on.
     *
     * @throws LinuxException EIO ENOSPC
     */
    public static void syncFileSystem(Fd file) {
        retried("syncfs", file, () -> syncfs(file.number()));
    }

    /** A call that may fail. */
    @FunctionalInterface
    private interface Call {
        long run();
    }

    private static void retried(String name, Fd file, Call call) {
        while (true) {
            try {
                call.run();
                return;
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Errno.EINTR) {
                    throw new LinuxException(name, file.toString(), e.getErrorCode());
                }
            }
        }
    }

    private static native int fchownat(int directory, byte[] name, int uid, int gid, int flags)
            throws LastErrorException;

    private static native int fchown(int fd, int uid, int gid) throws LastErrorException;

    private static native int fchmod(int fd, int mode) throws LastErrorException;

    private static native int chmod(byte[] path, int mode) throws LastErrorException;

    private static native int utimensat(int directory, byte[] name, ByteBuffer times, int flags)
            throws LastErrorException;

    private static native int ftruncate(int fd, long length) throws LastErrorException;

    private static native long lseek(int fd, long offset, int whence) throws LastErrorException;

    private static native int fsync(int fd) throws LastErrorException;

    private static native int syncfs(int fd) throws LastErrorException;
}
