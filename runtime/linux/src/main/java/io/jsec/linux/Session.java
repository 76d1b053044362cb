package io.jsec.linux;

import com.sun.jna.LastErrorException;
import java.nio.file.Path;

/**
 * What ties a process to where it was started from: its session, and its output.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setsid.2.html">setsid(2)</a>
 * @see <a href="https://man7.org/linux/man-pages/man2/dup2.2.html">dup2(2)</a>
 */
public final class Session {
    static {
        Libc.bind(Session.class);
    }

    private static final int OUTPUT = 1;
    private static final int ERRORS = 2;

    private Session() {}

    /**
     * Begins a session of its own: no terminal sends this process signals any more.
     *
     * @throws LinuxException EPERM where it leads a process group already
     */
    public static void begin() {
        try {
            setsid();
        } catch (LastErrorException e) {
            throw new LinuxException("setsid", "this process", e.getErrorCode());
        }
    }

    /**
     * Sends standard output and standard error to a file from now on, and lets go of what they
     * were.
     *
     * @param file open for writing; its owner may close it
     * @param subject for messages
     * @throws LinuxException EBADF EBUSY
     */
    public static void redirect(Fd file, Path subject) {
        System.out.flush();
        System.err.flush();
        try {
            dup2(file.number(), OUTPUT);
            dup2(file.number(), ERRORS);
        } catch (LastErrorException e) {
            throw new LinuxException("dup2", subject.toString(), e.getErrorCode());
        }
    }

    private static native int setsid() throws LastErrorException;

    private static native int dup2(int from, int to) throws LastErrorException;
}
