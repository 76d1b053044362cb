package io.jsec.linux;

import io.jsec.linux.abi.Errno;

/**
 * A system call failed. The message reads {@code call(subject): NAME (number): hint}.
 *
 * <p>The only exception type of this module for what the environment does; a caller that expects an
 * error number asks {@link #is}.
 */
public final class LinuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final String subject;
    private final int errno;

    /**
     * @param call name of the system call, as in its man page
     * @param subject what it was called on: a path, a descriptor, a pid
     * @param errno the error number, at least 1
     */
    public LinuxException(String call, String subject, int errno) {
        super(
                call
                        + "("
                        + subject
                        + "): "
                        + Errno.name(errno)
                        + " ("
                        + errno
                        + "): "
                        + Hint.of(call, errno));
        this.call = call;
        this.subject = subject;
        this.errno = errno;
    }

    /** Name of the system call. */
    public String call() {
        return call;
    }

    /** What it was called on. */
    public String subject() {
        return subject;
    }

    /** The error number. */
    public int errno() {
        return errno;
    }

    /** The error number's name, {@code EPERM}. */
    public String errnoName() {
        return Errno.name(errno);
    }

    /** What the number means for this call, and what to do. */
    public String hint() {
        return Hint.of(call, errno);
    }

    /** Whether the call failed with this number. */
    public boolean is(int expected) {
        return errno == expected;
    }
}
