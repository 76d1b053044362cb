package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Waiting for descriptors, with a limit. Blocks a platform thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
 */
public final class Poll {
    static {
        Libc.bind(Poll.class);
    }

    private static final short POLLIN = 1;
    private static final int ENTRY_BYTES = 8;

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
        return readable(List.of(fd), timeout);
    }

    /**
     * Waits until a read of one of them would not block.
     *
     * @param timeout at most 24 days; negative waits for ever
     * @return false where the time passed
     * @throws LinuxException EINVAL ENOMEM
     */
    public static boolean readable(List<Fd> fds, Duration timeout) {
        Block entries = new Block(ENTRY_BYTES * fds.size());
        for (int i = 0; i < fds.size(); i++) {
            entries.bytes().putInt(i * ENTRY_BYTES, fds.get(i).number());
            entries.bytes().putShort(i * ENTRY_BYTES + 4, POLLIN);
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        long millis = timeout.isNegative() ? -1 : roundUp(timeout.toNanos());
        while (true) {
            try {
                int limit = (int) Math.min(millis, Integer.MAX_VALUE);
                return poll(entries.bytes(), fds.size(), limit) > 0;
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Errno.EINTR) {
                    throw new LinuxException("poll", fds.toString(), e.getErrorCode());
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
