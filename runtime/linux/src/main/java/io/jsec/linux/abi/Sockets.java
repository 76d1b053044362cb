package io.jsec.linux.abi;

/**
 * Constants and 64-bit layouts of sockets: uapi/linux/un.h, uapi/asm-generic/socket.h and {@code
 * struct msghdr} of sendmsg(2).
 */
public final class Sockets {
    /** Unix domain. */
    public static final int AF_UNIX = 1;

    /** Bytes in order. */
    public static final int SOCK_STREAM = 1;

    /** Messages with an end, without a connection. */
    public static final int SOCK_DGRAM = 2;

    /** Messages in order, with an end. */
    public static final int SOCK_SEQPACKET = 5;

    /** Close at execve. */
    public static final int SOCK_CLOEXEC = 0x80000;

    /** Options of every socket. */
    public static final int SOL_SOCKET = 1;

    /** {@code struct ucred} of the peer at connect. */
    public static final int SO_PEERCRED = 17;

    /** {@code struct timeval}: how long a receive waits. */
    public static final int SO_RCVTIMEO = 20;

    /** {@code struct timeval}: how long a send waits. */
    public static final int SO_SNDTIMEO = 21;

    /** Control message with descriptors. */
    public static final int SCM_RIGHTS = 1;

    /** No SIGPIPE where the peer is gone. */
    public static final int MSG_NOSIGNAL = 0x4000;

    /** Received descriptors close at execve. */
    public static final int MSG_CMSG_CLOEXEC = 0x40000000;

    /** The message was longer than the buffer. */
    public static final int MSG_TRUNC = 0x20;

    /** Control data was longer than its buffer. */
    public static final int MSG_CTRUNC = 0x8;

    /** Stop receiving. */
    public static final int SHUT_RD = 0;

    /** Stop sending: the peer reads end of file. */
    public static final int SHUT_WR = 1;

    /** Stop both. */
    public static final int SHUT_RDWR = 2;

    /** Bytes of {@code sun_path}, of which the last must be NUL. */
    public static final int SUN_PATH_SIZE = 108;

    /** Longest path of a socket in bytes. */
    public static final int SUN_PATH_BYTES_MAX = SUN_PATH_SIZE - 1;

    /** {@code struct msghdr}: bytes. */
    public static final int MSGHDR_SIZE = 56;

    /** {@code struct msghdr}: pointer to the iovec array. */
    public static final int MSGHDR_IOV = 16;

    /** {@code struct msghdr}: length of the iovec array. */
    public static final int MSGHDR_IOVLEN = 24;

    /** {@code struct msghdr}: pointer to control data. */
    public static final int MSGHDR_CONTROL = 32;

    /** {@code struct msghdr}: bytes of control data. */
    public static final int MSGHDR_CONTROLLEN = 40;

    /** {@code struct msghdr}: flags of a received message. */
    public static final int MSGHDR_FLAGS = 48;

    /** {@code struct iovec}: pointer and length. */
    public static final int IOVEC_SIZE = 16;

    /** {@code struct cmsghdr}: u64 length, i32 level, i32 type; the data follows. */
    public static final int CMSGHDR_SIZE = 16;

    /** SCM_MAX_FD: descriptors in one message. */
    public static final int DESCRIPTORS_MAX = 253;

    private Sockets() {}

    /** CMSG_SPACE: bytes of a control message with {@code data} bytes, padded to 8. */
    public static int controlSpace(int data) {
        return CMSGHDR_SIZE + ((data + 7) & ~7);
    }
}
