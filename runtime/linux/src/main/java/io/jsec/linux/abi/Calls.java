package io.jsec.linux.abi;

/**
 * Numbers of system calls without a wrapper in every libc. Since 5.1 a new call has one number on
 * all architectures; only such calls are listed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/syscalls.2.html">syscalls(2)</a>
 */
public final class Calls {
    /** pidfd_send_signal(2), since 5.1. */
    public static final long PIDFD_SEND_SIGNAL = 424;

    /** pidfd_open(2), since 5.3. */
    public static final long PIDFD_OPEN = 434;

    /** close_range(2), since 5.9. */
    public static final long CLOSE_RANGE = 436;

    /** openat2(2), since 5.6. */
    public static final long OPENAT2 = 437;

    /** landlock_create_ruleset(2), since 5.13. */
    public static final long LANDLOCK_CREATE_RULESET = 444;

    private Calls() {}
}
