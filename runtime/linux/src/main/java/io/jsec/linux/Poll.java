package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Waiting for one descriptor, with a limit. Blocks a platform thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
 */
public final class Poll {
    static {
        Libc.bind(Poll.class);
    }

    private static final short POLLIN = 1;

    private Poll() {}

    /**
     * Waits until a read would not block: data, end of file, an error, or (pidfd) the end of the
     * process.
     *
     * @param timeout at most 24 days; negative waits for ever
     * @return false where the time passed
     * @throws LinuxException EINVAL ENOMEM
     */
    public static boolean readable(Fd fd, Duration timeout) {
        Block entry = new Block(8);
        entry.bytes().putInt(0, fd.number());
        entry.bytes().putShort(4, POLLIN);
        long deadline = System.nanoTime() + timeout.toNanos();
        long millis = timeout.isNegative() ? -1 : roundUp(timeout.toNanos());
        while (true) {
            try {
                return poll(entry.bytes(), 1, (int) Math.min(millis, Integer.MAX_VALUE)) > 0;
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Errno.EINTR) {
                    throw new LinuxException("poll", fd.toString(), e.getErrorCode());
                }
                if (millis >= 0) {
                    millis = Math.max(0, roundUp(deadline - System.nanoTime()));
                }
            }
        }
    }

    private static long roundUp(long nanos) {
        return nanos <= 0 ? 0 : (nanos - 1) / 1_000_000 + 1;
    }

    private static native int poll(ByteBuffer entries, long count, int timeoutMillis)
            throws LastErrorException;
}
