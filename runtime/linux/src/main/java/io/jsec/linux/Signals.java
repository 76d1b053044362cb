package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Signal;

/**
 * Signals by process number, for children of this process only; all else goes by {@link Pidfd}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/kill.2.html">kill(2)</a>
 */
public final class Signals {
    static {
        Libc.bind(Signals.class);
    }

    private Signals() {}

    /**
     * Sends a signal.
     *
     * @param pid a process, at least 1: groups cannot be named
     * @throws LinuxException ESRCH EPERM
     */
    public static void send(int pid, Signal signal) {
        if (pid < 1) {
            throw new IllegalArgumentException("pid " + pid);
        }
        try {
            kill(pid, signal.number());
        } catch (LastErrorException e) {
            throw new LinuxException("kill", "pid " + pid, e.getErrorCode());
        }
    }

    /** Whether a process of this number exists, even one that is not ours or a zombie. */
    public static boolean exists(int pid) {
        try {
            kill(pid, 0);
            return true;
        } catch (LastErrorException e) {
            return e.getErrorCode() == Errno.EPERM;
        }
    }

    private static native int kill(int pid, int signal) throws LastErrorException;
}
