package io.jsec.linux;

/**
 * A limit of this process.
 *
 * @param resource which one
 * @param soft what is enforced; {@link #INFINITY} for none
 * @param hard how far the soft limit may be raised without CAP_SYS_RESOURCE
 * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
 */
public record Rlimit(Resource resource, long soft, long hard) {
    /** No limit: all bits set. */
    public static final long INFINITY = -1L;

    /** The resources in the kernel's order. */
    public enum Resource {
        /** Seconds of processor time. */
        CPU(0),
        /** Bytes of a file. */
        FSIZE(1),
        /** Bytes of data. */
        DATA(2),
        /** Bytes of stack. */
        STACK(3),
        /** Bytes of a core dump. */
        CORE(4),
        /** Ignored by Linux. */
        RSS(5),
        /** Processes of the real user id. */
        NPROC(6),
        /** Highest descriptor plus one. */
        NOFILE(7),
        /** Bytes locked in memory. */
        MEMLOCK(8),
        /** Bytes of address space. */
        AS(9),
        /** File locks. */
        LOCKS(10),
        /** Queued signals. */
        SIGPENDING(11),
        /** Bytes in message queues. */
        MSGQUEUE(12),
        /** Ceiling of nice. */
        NICE(13),
        /** Ceiling of real-time priority. */
        RTPRIO(14),
        /** Microseconds of real-time work without a system call. */
        RTTIME(15);

        private final int number;

        Resource(int number) {
            this.number = number;
        }

        /** The kernel's number, {@code RLIMIT_*}. */
        public int number() {
            return number;
        }
    }
}
