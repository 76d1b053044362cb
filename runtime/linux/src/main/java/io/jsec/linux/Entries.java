package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import io.jsec.linux.abi.StatxLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries of an open directory: making, naming, removing and listing them. A name is one
 * component of any bytes, so no call leaves the directory, and no link is followed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/symlink.7.html">symlink(7)</a>
 */
public final class Entries {
    static {
        Libc.bind(Entries.class);
    }

    private static final int LISTING_BYTES = 8 * 1024;
    private static final int LINK_BYTES_MAX = 4096;

    /** {@code struct linux_dirent64}: u64 inode, s64 offset, u16 length, u8 type, name. */
    private static final int DIRENT_LENGTH = 16;

    private static final int DIRENT_NAME = 19;

    private Entries() {}

    /**
     * mkdirat(2).
     *
     * @throws LinuxException EEXIST EACCES ENOSPC ENAMETOOLONG
     */
    public static void makeDirectory(Fd directory, byte[] name, int mode) {
        byte[] c = CString.component(name);
        call("mkdirat", c, () -> mkdirat(directory.number(), c, mode));
    }

    /**
     * mknodat(2) of a named pipe.
     *
     * @throws LinuxException EEXIST EACCES ENOSPC
     */
    public static void makePipe(Fd directory, byte[] name, int mode) {
        byte[] c = CString.component(name);
        call("mknodat", c, () -> mknodat(directory.number(), c, StatxLayout.S_IFIFO | mode, 0));
    }

    /**
     * mknodat(2) of the character device 0:0, which an overlay takes for a whiteout. Needs no
     * privilege.
     *
     * @throws LinuxException EEXIST EACCES ENOSPC
     */
    public static void makeWhiteout(Fd directory, byte[] name) {
        byte[] c = CString.component(name);
        call("mknodat", c, () -> mknodat(directory.number(), c, StatxLayout.S_IFCHR, 0));
    }

    /**
     * symlinkat(2).
     *
     * @param target any bytes; it is not looked at
     * @throws LinuxException EEXIST EACCES ENOSPC ENAMETOOLONG
     */
    public static void makeLink(byte[] target, Fd directory, byte[] name) {
        byte[] c = CString.component(name);
        byte[] to = CString.of(target);
        call("symlinkat", c, () -> symlinkat(to, directory.number(), c));
    }

    /**
     * linkat(2): a second name for a file, which is no directory. A link is not followed.
     *
     * @throws LinuxException EEXIST ENOENT EPERM EMLINK EXDEV
     */
    public static void makeHardLink(Fd from, byte[] existing, Fd directory, byte[] name) {
        byte[] old = CString.component(existing);
        byte[] c = CString.component(name);
        call("linkat", c, () -> linkat(from.number(), old, directory.number(), c, 0));
    }

    /**
     * renameat(2): replaces a file, or an empty directory by a directory.
     *
     * @throws LinuxException ENOENT ENOTEMPTY EEXIST EXDEV EACCES
     */
    public static void rename(Fd from, byte[] existing, Fd directory, byte[] name) {
        byte[] old = CString.component(existing);
        byte[] c = CString.component(name);
        call("renameat", old, () -> renameat(from.number(), old, directory.number(), c));
    }

    /**
     * unlinkat(2) of anything but a directory.
     *
     * @throws LinuxException ENOENT EISDIR EACCES
     */
    public static void removeFile(Fd directory, byte[] name) {
        byte[] c = CString.component(name);
        call("unlinkat", c, () -> unlinkat(directory.number(), c, 0));
    }

    /**
     * unlinkat(2) of an empty directory.
     *
     * @throws LinuxException ENOENT ENOTDIR ENOTEMPTY EACCES
     */
    public static void removeDirectory(Fd directory, byte[] name) {
        byte[] c = CString.component(name);
        call("unlinkat", c, () -> unlinkat(directory.number(), c, Fcntl.AT_REMOVEDIR));
    }

    /**
     * readlinkat(2).
     *
     * @return where the symbolic link points to, any bytes
     * @throws LinuxException EINVAL (no link) ENOENT
     */
    public static byte[] target(Fd directory, byte[] name) {
        byte[] c = CString.component(name);
        byte[] target = new byte[LINK_BYTES_MAX];
        long length =
                call(
                        "readlinkat",
                        c,
                        () -> readlinkat(directory.number(), c, target, LINK_BYTES_MAX));
        return Arrays.copyOf(target, (int) length);
    }

    /**
     * getdents64(2): every name but {@code .} and {@code ..}, sorted by bytes.
     *
     * @param directory open for reading, at its start
     * @throws LinuxException ENOTDIR EIO
     */
    public static List<byte[]> names(Fd directory) {
        List<byte[]> names = new ArrayList<>();
        byte[] block = new byte[LISTING_BYTES];
        ByteBuffer entries = ByteBuffer.wrap(block).order(ByteOrder.nativeOrder());
        while (true) {
            int length = (int) list(directory, block);
            if (length == 0) {
                names.sort(Arrays::compareUnsigned);
                return names;
            }
            int at = 0;
            while (at < length) {
                byte[] name = name(block, at + DIRENT_NAME);
                if (!(name.length <= 2 && name[0] == '.' && name[name.length - 1] == '.')) {
                    names.add(name);
                }
                at += Short.toUnsignedInt(entries.getShort(at + DIRENT_LENGTH));
            }
        }
    }

    private static long list(Fd directory, byte[] block) {
        byte[] subject = CString.of(directory.toString());
        return call(
                "getdents64", subject, () -> getdents64(directory.number(), block, block.length));
    }

    private static byte[] name(byte[] block, int at) {
        int end = at;
        while (block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, at, end);
    }

    /** A call that may fail. */
    @FunctionalInterface
    private interface Call {
        long run();
    }

    private static long call(String name, byte[] subject, Call call) {
        while (true) {
            try {
                return call.run();
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Errno.EINTR) {
                    throw new LinuxException(name, CString.show(subject), e.getErrorCode());
                }
            }
        }
    }

    private static native int mkdirat(int directory, byte[] name, int mode)
            throws LastErrorException;

    private static native int mknodat(int directory, byte[] name, int mode, long device)
            throws LastErrorException;

    private static native int symlinkat(byte[] target, int directory, byte[] name)
            throws LastErrorException;

    private static native int linkat(int from, byte[] old, int directory, byte[] name, int flags)
            throws LastErrorException;

    private static native int renameat(int from, byte[] old, int directory, byte[] name)
            throws LastErrorException;

    private static native int unlinkat(int directory, byte[] name, int flags)
            throws LastErrorException;

    private static native long readlinkat(int directory, byte[] name, byte[] target, long size)
            throws LastErrorException;

    private static native long getdents64(int directory, byte[] entries, long size)
            throws LastErrorException;
}
