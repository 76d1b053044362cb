package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Calls;
import io.jsec.linux.abi.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A process by descriptor: it cannot become another one through a reused number.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>, since
 *     5.3
 */
public final class Pidfd {
    static {
        Libc.bind(Pidfd.class);
    }

    private Pidfd() {}

    /**
     * Opens a process by its number.
     *
     * @return owned by the caller
     * @throws LinuxException ESRCH EINVAL EMFILE
     */
    public static Fd open(int pid) {
        try {
            return Fd.take((int) syscall(Calls.PIDFD_OPEN, pid, 0));
        } catch (LastErrorException e) {
            throw new LinuxException("pidfd_open", "pid " + pid, e.getErrorCode());
        }
    }

    /**
     * Sends a signal (pidfd_send_signal(2), since 5.1).
     *
     * @throws LinuxException ESRCH (it has ended) EPERM
     */
    public static void send(Fd pidfd, Signal signal) {
        try {
            syscall(Calls.PIDFD_SEND_SIGNAL, pidfd.number(), signal.number(), 0, 0);
        } catch (LastErrorException e) {
            throw new LinuxException("pidfd_send_signal", pidfd.toString(), e.getErrorCode());
        }
    }

    /**
     * The process's number in the pid namespace of this /proc, from {@code /proc/self/fdinfo}.
     *
     * @return empty once the process is reaped, or where it is not visible here
     */
    public static OptionalInt pid(Fd pidfd) {
        Path info = Path.of("/proc/self/fdinfo/" + pidfd.number());
        try {
            for (String line : Files.readAllLines(info)) {
                if (line.startsWith("Pid:")) {
                    int pid = Integer.parseInt(line.substring(4).trim());
                    return pid > 0 ? OptionalInt.of(pid) : OptionalInt.empty();
                }
            }
            return OptionalInt.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for the end of a process, child or not. Blocks a platform thread.
     *
     * @return whether it ended in time
     */
    public static boolean awaitEnd(Fd pidfd, Duration timeout) {
        return Poll.readable(pidfd, timeout);
    }

    private static native long syscall(long number, long first, long second)
            throws LastErrorException;

    private static native long syscall(long number, long fd, long signal, long info, long flags)
            throws LastErrorException;
}
