package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Sockets;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Unix sockets: making, connecting and accepting them, and who is at the other end.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
public final class UnixSocket {
    static {
        Libc.bind(UnixSocket.class);
    }

    private static final int BACKLOG = 64;

    private UnixSocket() {}

    /** What a socket carries. */
    public enum Kind {
        /** Bytes in order. */
        STREAM(Sockets.SOCK_STREAM),
        /** Messages with an end; connecting names the one they go to. */
        DATAGRAM(Sockets.SOCK_DGRAM),
        /** Messages with an end, in order. */
        SEQPACKET(Sockets.SOCK_SEQPACKET);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /**
     * Connects to the socket at a path.
     *
     * @return owned by the caller
     * @throws LinuxException ENOENT ECONNREFUSED EACCES EPROTOTYPE (another kind) ENAMETOOLONG
     */
    public static Fd connect(Path path, Kind kind) {
        ByteBuffer address = address(path, "connect");
        Fd fd = create(kind);
        try {
            connect(fd.number(), address, address.capacity());
            return fd;
        } catch (LastErrorException e) {
            fd.close();
            throw new LinuxException("connect", path.toString(), e.getErrorCode());
        }
    }

    /**
     * Binds a new socket to a path, which must not exist, and listens. The file's mode follows the
     * umask; its directory is what keeps others out.
     *
     * @return owned by the caller, who also removes the file
     * @throws LinuxException EADDRINUSE EACCES ENOENT ENAMETOOLONG
     */
    public static Fd listen(Path path, Kind kind) {
        ByteBuffer address = address(path, "bind");
        Fd fd = create(kind);
        try {
            bind(fd.number(), address, address.capacity());
            listen(fd.number(), BACKLOG);
            return fd;
        } catch (LastErrorException e) {
            fd.close();
            throw new LinuxException("bind", path.toString(), e.getErrorCode());
        }
    }

    /**
     * Waits for a connection on a platform thread.
     *
     * @return owned by the caller
     * @throws LinuxException EMFILE EINVAL (not listening) ECONNABORTED
     */
    public static Fd accept(Fd listener) {
        while (true) {
            try {
                return Fd.take(accept4(listener.number(), 0, 0, Sockets.SOCK_CLOEXEC));
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Errno.EINTR) {
                    throw new LinuxException("accept4", listener.toString(), e.getErrorCode());
                }
            }
        }
    }

    /** Two connected sockets, both owned by the caller. */
    public static Fd[] pair(Kind kind) {
        int[] ends = new int[2];
        try {
            socketpair(Sockets.AF_UNIX, kind.number | Sockets.SOCK_CLOEXEC, 0, ends);
        } catch (LastErrorException e) {
            throw new LinuxException("socketpair", kind.toString(), e.getErrorCode());
        }
        return new Fd[] {Fd.take(ends[0]), Fd.take(ends[1])};
    }

    /**
     * Who connected, at the time of connect, in the ids of this user namespace (65534 for an id it
     * does not map).
     *
     * @throws LinuxException ENOTCONN
     */
    public static Peer peer(Fd socket) {
        Block credentials = new Block(12);
        Block length = new Block(4);
        length.bytes().putInt(0, 12);
        try {
            getsockopt(
                    socket.number(),
                    Sockets.SOL_SOCKET,
                    Sockets.SO_PEERCRED,
                    credentials.bytes(),
                    length.bytes());
        } catch (LastErrorException e) {
            throw new LinuxException("getsockopt", "SO_PEERCRED", e.getErrorCode());
        }
        ByteBuffer bytes = credentials.bytes();
        return new Peer(bytes.getInt(0), bytes.getInt(4), bytes.getInt(8));
    }

    /** A peer's process, user and group when it connected. */
    public record Peer(int pid, int uid, int gid) {}

    /**
     * How long a send waits for room before it fails with EAGAIN. Zero waits for ever.
     *
     * @throws LinuxException EDOM
     */
    public static void sendTimeout(Fd socket, Duration limit) {
        Block time = new Block(16);
        time.bytes().putLong(0, limit.toSeconds());
        time.bytes().putLong(8, limit.toNanosPart() / 1_000);
        try {
            setsockopt(socket.number(), Sockets.SOL_SOCKET, Sockets.SO_SNDTIMEO, time.bytes(), 16);
        } catch (LastErrorException e) {
            throw new LinuxException("setsockopt", "SO_SNDTIMEO", e.getErrorCode());
        }
    }

    /**
     * Ends one direction or both; a blocked receive of this socket returns. Nothing happens where
     * the peer is gone already.
     *
     * @param how SHUT_* of {@link Sockets}
     */
    public static void shutdown(Fd socket, int how) {
        try {
            shutdown(socket.number(), how);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != Errno.ENOTCONN) {
                throw new LinuxException("shutdown", socket.toString(), e.getErrorCode());
            }
        }
    }

    private static Fd create(Kind kind) {
        try {
            return Fd.take(socket(Sockets.AF_UNIX, kind.number | Sockets.SOCK_CLOEXEC, 0));
        } catch (LastErrorException e) {
            throw new LinuxException("socket", kind.toString(), e.getErrorCode());
        }
    }

    /** {@code struct sockaddr_un}. */
    private static ByteBuffer address(Path path, String call) {
        byte[] name = CString.of(path.toString());
        if (name.length > Sockets.SUN_PATH_SIZE) {
            throw new LinuxException(call, path.toString(), Errno.ENAMETOOLONG);
        }
        Block block = new Block(Short.BYTES + name.length);
        block.bytes().putShort(0, (short) Sockets.AF_UNIX);
        block.bytes().put(Short.BYTES, name);
        return block.bytes();
    }

    private static native int socket(int domain, int type, int protocol) throws LastErrorException;

    private static native int connect(int fd, ByteBuffer address, int length)
            throws LastErrorException;

    private static native int bind(int fd, ByteBuffer address, int length)
            throws LastErrorException;

    private static native int listen(int fd, int backlog) throws LastErrorException;

    private static native int accept4(int fd, long address, long length, int flags)
            throws LastErrorException;

    private static native int socketpair(int domain, int type, int protocol, int[] ends)
            throws LastErrorException;

    private static native int shutdown(int fd, int how) throws LastErrorException;

    private static native int getsockopt(
            int fd, int level, int name, ByteBuffer value, ByteBuffer length)
            throws LastErrorException;

    private static native int setsockopt(int fd, int level, int name, ByteBuffer value, int length)
            throws LastErrorException;
}
