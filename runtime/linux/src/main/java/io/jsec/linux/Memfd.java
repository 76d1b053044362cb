package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;

/**
 * Files in memory that nobody can change any more.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/memfd_create.2.html">memfd_create(2)</a>,
 *     since 3.17
 */
public final class Memfd {
    static {
        Libc.bind(Memfd.class);
    }

    /** Every seal against change; the file cannot be written, cut, grown or unsealed. */
    public static final int SEALS =
            Fcntl.F_SEAL_SEAL | Fcntl.F_SEAL_SHRINK | Fcntl.F_SEAL_GROW | Fcntl.F_SEAL_WRITE;

    private Memfd() {}

    /**
     * A sealed file with this content. The caller owns the descriptor, which closes at execve
     * unless {@link Fd#closeOnExec} says otherwise; its position is at the end: readers pread.
     *
     * @param name shown in /proc/PID/fd, at most 249 bytes
     * @throws LinuxException EACCES (vm.memfd_noexec) EMFILE ENOMEM EINVAL (name too long)
     */
    public static Fd sealed(String name, byte[] content) {
        Fd fd = create(CString.of(name), name);
        try {
            fd.write(content);
            fd.control(Fcntl.F_ADD_SEALS, SEALS);
            return fd;
        } catch (LinuxException e) {
            fd.close();
            throw e;
        }
    }

    /** fcntl(2) F_GET_SEALS: the seals of a memfd, 0 or more of F_SEAL_*. */
    public static int seals(Fd fd) {
        return fd.control(Fcntl.F_GET_SEALS, 0);
    }

    private static Fd create(byte[] name, String subject) {
        int flags = Fcntl.MFD_CLOEXEC | Fcntl.MFD_ALLOW_SEALING;
        try {
            return Fd.take(memfd_create(name, flags));
        } catch (LastErrorException e) {
            if (e.getErrorCode() != Errno.EACCES) {
                throw new LinuxException("memfd_create", subject, e.getErrorCode());
            }
        }
        try {
            return Fd.take(memfd_create(name, flags | Fcntl.MFD_NOEXEC_SEAL));
        } catch (LastErrorException e) {
            throw new LinuxException("memfd_create", subject, e.getErrorCode());
        }
    }

    private static native int memfd_create(byte[] name, int flags) throws LastErrorException;
}
