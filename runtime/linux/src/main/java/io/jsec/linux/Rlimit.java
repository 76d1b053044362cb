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
}
