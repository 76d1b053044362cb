package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Sockets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages with descriptors over one connected unix socket, which the caller owns. Each direction
 * has its own buffer: one thread may send while another receives, but not two the same way.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/sendmsg.2.html">sendmsg(2)</a>, <a
 *     href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a> SCM_RIGHTS
 */
public final class Messages {
    static {
        Libc.bind(Messages.class);
    }

    private static final int HEADERS = Sockets.MSGHDR_SIZE + Sockets.IOVEC_SIZE;

    private final Fd socket;
    private final int bytesMax;
    private final int descriptorsMax;
    private final int controlMax;
    private final Block sending;
    private final Block receiving;

    /**
     * @param bytesMax longest message in bytes
     * @param descriptorsMax most descriptors in a message, at most 253
     */
    public Messages(Fd socket, int bytesMax, int descriptorsMax) {
        if (descriptorsMax > Sockets.DESCRIPTORS_MAX) {
            throw new IllegalArgumentException(descriptorsMax + " descriptors in a message");
        }
        this.socket = socket;
        this.bytesMax = bytesMax;
        this.descriptorsMax = descriptorsMax;
        this.controlMax = Sockets.controlSpace(descriptorsMax * Integer.BYTES);
        this.sending = new Block(HEADERS + controlMax + bytesMax);
        this.receiving = new Block(HEADERS + controlMax + bytesMax);
    }

    /** What came: the bytes, and descriptors the receiver now owns (closed at execve). */
    public static final class Received implements AutoCloseable {
        private final byte[] bytes;
        private final List<Fd> descriptors;
        private final boolean truncated;
        private final boolean lost;

        private Received(byte[] bytes, List<Fd> descriptors, boolean truncated, boolean lost) {
            this.bytes = bytes;
            this.descriptors = List.copyOf(descriptors);
            this.truncated = truncated;
            this.lost = lost;
        }

        /** The message; not copied. */
        public byte[] bytes() {
            return bytes;
        }

        /** The descriptors in the order they were sent. */
        public List<Fd> descriptors() {
            return descriptors;
        }

        /** Whether more bytes or descriptors were sent than the buffers take. */
        public boolean truncated() {
            return truncated;
        }

        /** Whether descriptors were sent that this process had no room for: EMFILE, said so. */
        public boolean lost() {
            return lost;
        }

        /** Whether the peer ended its side: nothing came, and nothing will. */
        public boolean isEnd() {
            return bytes.length == 0 && descriptors.isEmpty() && !lost;
        }

        /** Closes the descriptors nobody released. */
        @Override
        public void close() {
            descriptors.forEach(Fd::close);
        }
    }

    /**
     * Sends one message whole. The descriptors stay the caller's; the peer gets duplicates.
     *
     * @throws LinuxException EPIPE ECONNRESET EMSGSIZE EAGAIN (send timeout) ETOOMANYREFS
     */
    public void send(byte[] message, List<Fd> descriptors) {
        int control = descriptors.size() * Integer.BYTES;
        if (message.length > bytesMax || Sockets.controlSpace(control) > controlMax) {
            throw new LinuxException("sendmsg", socket.toString(), Errno.EMSGSIZE);
        }
        ByteBuffer bytes = sending.bytes();
        prepare(sending, message.length, control == 0 ? 0 : Sockets.controlSpace(control));
        bytes.put(HEADERS + controlMax, message);
        if (control > 0) {
            bytes.putLong(HEADERS, Sockets.CMSGHDR_SIZE + (long) control);
            bytes.putInt(HEADERS + 8, Sockets.SOL_SOCKET);
            bytes.putInt(HEADERS + 12, Sockets.SCM_RIGHTS);
            int at = HEADERS + Sockets.CMSGHDR_SIZE;
            for (Fd descriptor : descriptors) {
                bytes.putInt(at, descriptor.number());
                at += Integer.BYTES;
            }
        }
        while (true) {
            try {
                sendmsg(socket.number(), bytes, Sockets.MSG_NOSIGNAL);
                return;
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Errno.EINTR) {
                    throw new LinuxException("sendmsg", socket.toString(), e.getErrorCode());
                }
            }
        }
    }

    /**
     * Waits for one message on a platform thread.
     *
     * @throws LinuxException ECONNRESET ENOTCONN
     */
    public Received receive() {
        prepare(receiving, bytesMax, controlMax);
        while (true) {
            try {
                int flags = Sockets.MSG_CMSG_CLOEXEC;
                return received((int) recvmsg(socket.number(), receiving.bytes(), flags));
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Errno.EINTR) {
                    throw new LinuxException("recvmsg", socket.toString(), e.getErrorCode());
                }
            }
        }
    }

    private Received received(int length) {
        ByteBuffer bytes = receiving.bytes();
        byte[] message = new byte[length];
        bytes.get(HEADERS + controlMax, message);
        int flags = bytes.getInt(Sockets.MSGHDR_FLAGS);
        List<Fd> descriptors = descriptors();
        boolean fewer = (flags & Sockets.MSG_CTRUNC) != 0;
        boolean lost = fewer && descriptors.size() < descriptorsMax;
        boolean cut = (flags & Sockets.MSG_TRUNC) != 0 || (fewer && !lost);
        return new Received(message, descriptors, cut, lost);
    }

    /** Walks the control messages as CMSG_NXTHDR does. */
    private List<Fd> descriptors() {
        ByteBuffer bytes = receiving.bytes();
        int end = HEADERS + (int) bytes.getLong(Sockets.MSGHDR_CONTROLLEN);
        List<Fd> descriptors = new ArrayList<>();
        int at = HEADERS;
        while (at + Sockets.CMSGHDR_SIZE <= end) {
            int length = (int) bytes.getLong(at);
            if (length < Sockets.CMSGHDR_SIZE || at + length > end) {
                break;
            }
            boolean rights =
                    bytes.getInt(at + 8) == Sockets.SOL_SOCKET
                            && bytes.getInt(at + 12) == Sockets.SCM_RIGHTS;
            for (int i = at + Sockets.CMSGHDR_SIZE; rights && i + 4 <= at + length; i += 4) {
                descriptors.add(Fd.take(bytes.getInt(i)));
            }
            at += Sockets.controlSpace(length - Sockets.CMSGHDR_SIZE);
        }
        return descriptors;
    }

    /** Lays out: msghdr, iovec, control, payload. */
    private void prepare(Block block, int payload, int control) {
        ByteBuffer bytes = block.bytes();
        for (int i = 0; i < HEADERS; i += Long.BYTES) {
            bytes.putLong(i, 0);
        }
        bytes.putLong(Sockets.MSGHDR_IOV, block.address(Sockets.MSGHDR_SIZE));
        bytes.putLong(Sockets.MSGHDR_IOVLEN, 1);
        bytes.putLong(Sockets.MSGHDR_CONTROL, control == 0 ? 0 : block.address(HEADERS));
        bytes.putLong(Sockets.MSGHDR_CONTROLLEN, control);
        bytes.putLong(Sockets.MSGHDR_SIZE, block.address(HEADERS + controlMax));
        bytes.putLong(Sockets.MSGHDR_SIZE + 8, payload);
    }

    private static native long sendmsg(int fd, ByteBuffer header, int flags)
            throws LastErrorException;

    private static native long recvmsg(int fd, ByteBuffer header, int flags)
            throws LastErrorException;
}
