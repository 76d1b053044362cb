package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Calls;
import io.jsec.linux.abi.Errno;

/**
 * Which Landlock the kernel has.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/landlock_create_ruleset.2.html">
 *     landlock_create_ruleset(2)</a>, since 5.13
 */
public final class Landlock {
    static {
        Libc.bind(Landlock.class);
    }

    private static final int VERSION = 1;

    private Landlock() {}

    /**
     * The ABI version, at least 1; 0 where the kernel has none or it is disabled at boot.
     *
     * @throws LinuxException anything but ENOSYS and EOPNOTSUPP
     */
    public static int abi() {
        try {
            return (int) syscall(Calls.LANDLOCK_CREATE_RULESET, 0, 0, VERSION);
        } catch (LastErrorException e) {
            int errno = e.getErrorCode();
            if (errno == Errno.ENOSYS || errno == Errno.EOPNOTSUPP) {
                return 0;
            }
            throw new LinuxException("landlock_create_ruleset", "version", errno);
        }
    }

    private static native long syscall(long number, long attributes, long size, long flags)
            throws LastErrorException;
}
