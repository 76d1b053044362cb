package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Locks that belong to an open file: whoever inherits the descriptor holds the lock, and the last
 * close lets go, however its process ended.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/flock.2.html">flock(2)</a>
 */
public final class Flock {
    static {
        Libc.bind(Flock.class);
    }

    private Flock() {}

    /**
     * Opens (or creates, 0600) a file and locks it for one holder, without waiting.
     *
     * @return the descriptor that holds the lock, owned by the caller; empty where another has it
     * @throws LinuxException of {@link Openat2#open}; ENOLCK
     */
    public static Optional<Fd> tryLock(Path file) {
        Fd fd = Openat2.open(file, Fcntl.O_RDWR | Fcntl.O_CREAT, 0600);
        try {
            if (lock(fd, Fcntl.LOCK_EX | Fcntl.LOCK_NB, file)) {
                return Optional.of(fd);
            }
        } catch (LinuxException e) {
            fd.close();
            throw e;
        }
        fd.close();
        return Optional.empty();
    }

    /** Whether nobody holds the lock of this file now. */
    public static boolean isFree(Path file) {
        Optional<Fd> lock = tryLock(file);
        lock.ifPresent(Fd::close);
        return lock.isPresent();
    }

    private static boolean lock(Fd fd, int operation, Path file) {
        while (true) {
            try {
                flock(fd.number(), operation);
                return true;
            } catch (LastErrorException e) {
                if (e.getErrorCode() == Errno.EAGAIN) {
                    return false;
                }
                if (e.getErrorCode() != Errno.EINTR) {
                    throw new LinuxException("flock", file.toString(), e.getErrorCode());
                }
            }
        }
    }

    private static native int flock(int fd, int operation) throws LastErrorException;
}
