package io.jsec.launch;

/** A kind of namespace and its flag of clone(2). */
public enum NamespaceKind {
    /** User ids and capabilities. */
    USER(0x10000000L),
    /** Mounts. */
    MNT(0x00020000L),
    /** Processes. */
    PID(0x20000000L),
    /** Network. */
    NET(0x40000000L),
    /** System V IPC and POSIX message queues. */
    IPC(0x08000000L),
    /** Host name. */
    UTS(0x04000000L),
    /** Control groups. */
    CGROUP(0x02000000L);

    private final long flag;

    NamespaceKind(long flag) {
        this.flag = flag;
    }

    /** CLONE_NEW*. */
    public long flag() {
        return flag;
    }

    /** The flags of several. */
    static long maskOf(NamespaceKind... kinds) {
        long mask = 0;
        for (NamespaceKind kind : kinds) {
            mask |= kind.flag;
        }
        return mask;
    }
}
