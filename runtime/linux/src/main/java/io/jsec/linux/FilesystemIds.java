package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import java.util.function.Supplier;

/**
 * Work whose new files belong to another user than this process: on a thread of its own, which
 * keeps every capability and ends with the work. A file system whose ids do not include this
 * process's user lets it make nothing (EOVERFLOW) otherwise.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setfsuid.2.html">setfsuid(2)</a>, <a
 *     href="https://man7.org/linux/man-pages/man2/capset.2.html">capset(2)</a>
 */
public final class FilesystemIds {
    static {
        Libc.bind(FilesystemIds.class);
    }

    private static final int CAPABILITY_VERSION_3 = 0x20080522;
    private static final int NOBODY = -1;

    private FilesystemIds() {}

    /**
     * Does some work as a user and group of this user namespace, and waits for it.
     *
     * @param uid who makes files
     * @param gid the group to that
     * @param work runs on a platform thread; what it throws is thrown here
     * @throws LinuxException EPERM where this process has no CAP_SETUID or CAP_SETGID, or the
     *     namespace no such id
     */
    public static <T> T as(int uid, int gid, Supplier<T> work) {
        return OwnThread.run(
                "files of " + Integer.toUnsignedString(uid),
                () -> {
                    become(uid, gid);
                    return work.get();
                });
    }

    /** The kernel drops capabilities over files with the id 0: they are raised again. */
    private static void become(int uid, int gid) {
        try {
            setfsgid(gid);
            setfsuid(uid);
            // Neither call says whether it failed: one of an id nobody has tells what holds.
            if (setfsgid(NOBODY) != gid || setfsuid(NOBODY) != uid) {
                throw new LinuxException(
                        "setfsuid",
                        Integer.toUnsignedString(uid) + ":" + Integer.toUnsignedString(gid),
                        Errno.EPERM);
            }
            int[] header = {CAPABILITY_VERSION_3, 0};
            // Twice effective, permitted, inheritable: 32 capabilities each.
            int[] sets = new int[6];
            capget(header, sets);
            sets[0] = sets[1];
            sets[3] = sets[4];
            capset(header, sets);
        } catch (LastErrorException e) {
            throw new LinuxException("capset", "self", e.getErrorCode());
        }
    }

    private static native int setfsuid(int uid) throws LastErrorException;

    private static native int setfsgid(int gid) throws LastErrorException;

    private static native int capget(int[] header, int[] sets) throws LastErrorException;

    private static native int capset(int[] header, int[] sets) throws LastErrorException;
}
