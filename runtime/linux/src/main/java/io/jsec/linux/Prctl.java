package io.jsec.linux;

import com.sun.jna.LastErrorException;
import java.util.OptionalInt;

/**
 * Attributes of this process.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/prctl.2.html">prctl(2)</a>
 */
public final class Prctl {
    static {
        Libc.bind(Prctl.class);
    }

    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_GET_NO_NEW_PRIVS = 39;
    private static final int PR_CAPBSET_READ = 23;

    private Prctl() {}

    /** Whether others of this user may trace this process and read its memory. Ends at execve. */
    public static void dumpable(boolean allowed) {
        call(PR_SET_DUMPABLE, allowed ? 1 : 0, "PR_SET_DUMPABLE");
    }

    /** What {@link #dumpable} set; 2 counts as not. */
    public static boolean isDumpable() {
        return call(PR_GET_DUMPABLE, 0, "PR_GET_DUMPABLE") == 1;
    }

    /** Whether execve can gain no privilege here, which makes newuidmap useless. Since 3.5. */
    public static boolean hasNoNewPrivs() {
        return call(PR_GET_NO_NEW_PRIVS, 0, "PR_GET_NO_NEW_PRIVS") == 1;
    }

    /**
     * Whether a capability is in the bounding set.
     *
     * @return empty for a number the kernel does not know
     */
    public static OptionalInt bounding(int capability) {
        try {
            return OptionalInt.of(prctl(PR_CAPBSET_READ, capability, 0, 0, 0));
        } catch (LastErrorException e) {
            return OptionalInt.empty();
        }
    }

    private static int call(int option, long argument, String subject) {
        try {
            return prctl(option, argument, 0, 0, 0);
        } catch (LastErrorException e) {
            throw new LinuxException("prctl", subject, e.getErrorCode());
        }
    }

    private static native int prctl(int option, long two, long three, long four, long five)
            throws LastErrorException;
}
