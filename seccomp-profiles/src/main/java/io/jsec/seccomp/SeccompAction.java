package io.jsec.seccomp;

/**
 * What the kernel does with a system call: a kind, and 16 bits of data for the kinds that carry
 * some (ERRNO: the errno, TRACE: the event's message).
 *
 * <p>Values and their order are those of {@code linux/seccomp.h}, see seccomp(2).
 *
 * @param kind what happens
 * @param data ERRNO: 0–4095; TRACE: 0–65535; otherwise 0
 */
public record SeccompAction(Kind kind, int data) {
    /** The largest errno the kernel passes on: above, it would be taken for a result. */
    public static final int ERRNO_MAX = 4095;

    /** The largest datum of any action. */
    public static final int DATA_MAX = 0xffff;

    /** Lets the call through. */
    public static final SeccompAction ALLOW = new SeccompAction(Kind.ALLOW, 0);

    /** Ends the whole process with SIGSYS, uncatchable. */
    public static final SeccompAction KILL_PROCESS = new SeccompAction(Kind.KILL_PROCESS, 0);

    private static final int KIND_MASK = 0xffff0000;

    /** The kinds, strictest first: the kernel's own precedence between several filters. */
    public enum Kind {
        /** Ends the process. */
        KILL_PROCESS("SCMP_ACT_KILL_PROCESS", 0x80000000),
        /** Ends the thread; OCI's older name for it is SCMP_ACT_KILL. */
        KILL_THREAD("SCMP_ACT_KILL_THREAD", 0x00000000),
        /** Sends a SIGSYS that the process may catch. */
        TRAP("SCMP_ACT_TRAP", 0x00030000),
        /** Answers with an errno; the call does not happen. */
        ERRNO("SCMP_ACT_ERRNO", 0x00050000),
        /** Asks whoever holds the notification descriptor; without one, ENOSYS. */
        NOTIFY("SCMP_ACT_NOTIFY", 0x7fc00000),
        /** Asks a tracer; without one, ENOSYS. */
        TRACE("SCMP_ACT_TRACE", 0x7ff00000),
        /** Lets the call through and logs it. */
        LOG("SCMP_ACT_LOG", 0x7ffc0000),
        /** Lets the call through. */
        ALLOW("SCMP_ACT_ALLOW", 0x7fff0000);

        private final String ociName;
        private final int code;

        Kind(String ociName, int code) {
            this.ociName = ociName;
            this.code = code;
        }

        /** The name in an OCI profile. */
        public String ociName() {
            return ociName;
        }

        boolean carriesErrno() {
            return this == ERRNO || this == TRACE;
        }
    }

    /** Refuses data that the kind cannot carry. */
    public SeccompAction {
        int max =
                switch (kind) {
                    case ERRNO -> ERRNO_MAX;
                    case TRACE -> DATA_MAX;
                    case KILL_PROCESS, KILL_THREAD, TRAP, NOTIFY, LOG, ALLOW -> 0;
                };
        if (data < 0 || data > max) {
            throw SeccompException.of(
                    "%s cannot carry %d".formatted(kind, data), "use 0 to " + max);
        }
    }

    /** Answers with this errno, 0 to {@value #ERRNO_MAX}. */
    public static SeccompAction errno(int errno) {
        return new SeccompAction(Kind.ERRNO, errno);
    }

    /** The action that a filter's return value stands for. */
    public static SeccompAction ofReturnValue(int value) {
        for (Kind kind : Kind.values()) {
            if (kind.code == (value & KIND_MASK)) {
                return new SeccompAction(kind, value & DATA_MAX);
            }
        }
        throw SeccompException.of(
                "a filter returns 0x%08x, which is no action".formatted(value),
                "use a SECCOMP_RET_* value of linux/seccomp.h");
    }

    /** The filter's return value for this action. */
    public int returnValue() {
        return kind.code | data;
    }

    boolean stricterThan(SeccompAction other) {
        return kind.compareTo(other.kind) < 0;
    }

    /** The kernel's name, with the datum where there is one: {@code ERRNO(1)}. */
    @Override
    public String toString() {
        return kind.carriesErrno() ? kind + "(" + data + ")" : kind.toString();
    }
}
