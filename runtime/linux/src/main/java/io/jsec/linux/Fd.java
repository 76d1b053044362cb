package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file descriptor with one owner. Closing twice is harmless; using a closed one is a bug
 * and throws IllegalStateException, never touches a reused number.
 */
public final class Fd implements AutoCloseable {
    static {
        Libc.bind(Fd.class);
    }

    private static final int CLOSED = -1;

    private final AtomicInteger number;

    private Fd(int number) {
        this.number = new AtomicInteger(number);
    }

    /** Takes ownership of a descriptor number, which must be open. */
    public static Fd take(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("descriptor " + number);
        }
        return new Fd(number);
    }

    /** The number, valid until {@link #close}; the owner stays this object. */
    public int number() {
        int value = number.get();
        if (value == CLOSED) {
            throw new IllegalStateException("descriptor used after close");
        }
        return value;
    }

    /** Gives the number away: the caller owns it, and this object counts as closed. */
    public int release() {
        int value = number.getAndSet(CLOSED);
        if (value == CLOSED) {
            throw new IllegalStateException("descriptor released twice");
        }
        return value;
    }

    /** Whether {@link #close} or {@link #release} was called. */
    public boolean isClosed() {
        return number.get() == CLOSED;
    }

    /**
     * read(2), again after EINTR. Blocks a platform thread where nothing is there.
     *
     * @return how many bytes came, 0 at end of file
     * @throws LinuxException EAGAIN EBADF EIO EISDIR ECONNRESET
     */
    public int read(byte[] buffer) {
        while (true) {
            try {
                return (int) read(number(), buffer, buffer.length);
            } catch (LastErrorException e) {
                retryOnlyInterrupted("read", e);
            }
        }
    }

    /**
     * write(2) until everything is written, again after EINTR.
     *
     * @throws LinuxException EAGAIN EPIPE ENOSPC EPERM (sealed) EIO
     */
    public void write(byte[] bytes) {
        write(bytes, bytes.length);
    }

    /** As {@link #write(byte[])}, the first {@code length} bytes only. */
    public void write(byte[] bytes, int length) {
        byte[] rest = bytes;
        int left = length;
        while (left > 0) {
            try {
                int written = (int) write(number(), rest, left);
                left -= written;
                if (left > 0) {
                    rest = Arrays.copyOfRange(rest, written, written + left);
                }
            } catch (LastErrorException e) {
                retryOnlyInterrupted("write", e);
            }
        }
    }

    /**
     * fcntl(2) F_SETFD: whether the descriptor ends at execve(2). All of ours do unless told.
     *
     * @throws LinuxException EBADF
     */
    public void closeOnExec(boolean close) {
        control(Fcntl.F_SETFD, close ? Fcntl.FD_CLOEXEC : 0);
    }

    /**
     * fcntl(2) F_SETFL: from now on no call waits on this open file (O_NONBLOCK), by whichever
     * descriptor of it.
     *
     * @throws LinuxException EBADF
     */
    public void neverWait() {
        int _ = control(Fcntl.F_SETFL, control(Fcntl.F_GETFL, 0) | Fcntl.O_NONBLOCK);
    }

    /**
     * fcntl(2) F_DUPFD_CLOEXEC: a second descriptor of the same open file. The caller owns it.
     *
     * @throws LinuxException EMFILE
     */
    public Fd duplicate() {
        return new Fd(control(Fcntl.F_DUPFD_CLOEXEC, 3));
    }

    /**
     * Whether about so many more descriptors have a place in this process: the kernel gives out the
     * lowest numbers first, and is asked for one that far above.
     *
     * @param more at least 1
     */
    public boolean leavesRoom(int more) {
        try (Fd lowest = duplicate();
                Fd _ = new Fd(control(Fcntl.F_DUPFD_CLOEXEC, (long) lowest.number() + more))) {
            return true;
        } catch (LinuxException e) {
            // EINVAL: that number is over the limit itself.
            if (e.errno() == Errno.EMFILE || e.errno() == Errno.EINVAL) {
                return false;
            }
            throw e;
        }
    }

    /** fcntl(2) with a number argument, {@code int fcntl(int, int, long)}. */
    int control(int command, long argument) {
        try {
            return fcntl(number(), command, argument);
        } catch (LastErrorException e) {
            throw new LinuxException("fcntl", "fd " + number, e.getErrorCode());
        }
    }

    /** close(2). Errors are ignored: the descriptor is gone whatever it says. */
    @Override
    public void close() {
        int value = number.getAndSet(CLOSED);
        if (value != CLOSED) {
            try {
                close(value);
            } catch (LastErrorException e) {
                if (e.getErrorCode() == Errno.EBADF) {
                    throw new IllegalStateException(
                            "descriptor " + value + " was closed by others", e);
                }
            }
        }
    }

    @Override
    public String toString() {
        return isClosed() ? "closed fd" : "fd " + number;
    }

    private void retryOnlyInterrupted(String call, LastErrorException e) {
        if (e.getErrorCode() != Errno.EINTR) {
            throw new LinuxException(call, toString(), e.getErrorCode());
        }
    }

    private static native long read(int fd, byte[] buffer, long count) throws LastErrorException;

    private static native long write(int fd, byte[] buffer, long count) throws LastErrorException;

    private static native int fcntl(int fd, int command, long argument) throws LastErrorException;

    private static native int close(int fd) throws LastErrorException;
}
