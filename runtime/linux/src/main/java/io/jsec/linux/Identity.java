package io.jsec.linux;

import com.sun.jna.LastErrorException;

/**
 * Who this process is.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/credentials.7.html">credentials(7)</a>
 */
public final class Identity {
    static {
        Libc.bind(Identity.class);
    }

    private Identity() {}

    /** The real user id. Cannot fail. */
    public static int uid() {
        return getuid();
    }

    /** The effective user id. Cannot fail. */
    public static int effectiveUid() {
        return geteuid();
    }

    /** The real group id. Cannot fail. */
    public static int gid() {
        return getgid();
    }

    /** The supplementary groups, at most 65,536. */
    public static int[] groups() {
        try {
            int[] groups = new int[getgroups(0, new int[0])];
            getgroups(groups.length, groups);
            return groups;
        } catch (LastErrorException e) {
            throw new LinuxException("getgroups", "self", e.getErrorCode());
        }
    }

    private static native int getuid() throws LastErrorException;

    private static native int geteuid() throws LastErrorException;

    private static native int getgid() throws LastErrorException;

    private static native int getgroups(int size, int[] groups) throws LastErrorException;
}
