package io.jsec.linux;

import com.sun.jna.LastErrorException;
import io.jsec.linux.abi.Fcntl;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An overlay that only the holder of a descriptor can reach: it is mounted by a thread in a mount
 * namespace of its own, which ends with that thread, and goes with the last descriptor in it.
 *
 * @see <a href="https://docs.kernel.org/filesystems/overlayfs.html">overlayfs</a>; in user
 *     namespaces since 5.11
 */
public final class OverlayMount {
    static {
        Libc.bind(OverlayMount.class);
    }

    private static final int CLONE_NEWNS = 0x00020000;
    private static final long MS_NOSUID = 2;
    private static final long MS_NODEV = 4;
    private static final long MS_REC = 0x4000;
    private static final long MS_PRIVATE = 0x40000;

    private OverlayMount() {}

    /**
     * Mounts and opens it.
     *
     * @param base where relative paths of the options start
     * @param target an existing folder to mount on, hidden for nobody else
     * @param options {@code lowerdir=…,upperdir=…,workdir=…,userxattr}, at most one page
     * @return its root, open for reading; owned by the caller
     * @throws LinuxException EPERM (no CAP_SYS_ADMIN in this user namespace) EINVAL (an option, or
     *     a page is too short for them) ENOENT EBUSY (upper or work are mounted elsewhere)
     */
    public static Fd detached(Path base, Path target, String options) {
        return OwnThread.run("overlay mount", () -> mount(base, target, options));
    }

    private static Fd mount(Path base, Path target, String options) {
        byte[] none = CString.of("none");
        step("unshare", "mount namespace", () -> unshare(CLONE_NEWNS));
        step("mount", "/", () -> mount(none, CString.of("/"), null, MS_REC | MS_PRIVATE, null));
        step("chdir", base.toString(), () -> chdir(CString.of(base.toString())));
        byte[] type = CString.of("overlay");
        byte[] place = CString.of(target.toString());
        step(
                "mount",
                "overlay " + options,
                () -> mount(type, place, type, MS_NOSUID | MS_NODEV, CString.of(options)));
        return Openat2.open(target, Fcntl.O_RDONLY, 0);
    }

    /** A call that may fail. */
    @FunctionalInterface
    private interface Call {
        int run();
    }

    private static void step(String name, String subject, Call call) {
        try {
            call.run();
        } catch (LastErrorException e) {
            throw new LinuxException(name, subject, e.getErrorCode());
        }
    }

    private static native int unshare(int flags) throws LastErrorException;

    private static native int chdir(byte[] path) throws LastErrorException;

    private static native int mount(
            byte[] source,
            byte[] target,
            byte @Nullable [] type,
            long flags,
            byte @Nullable [] data)
            throws LastErrorException;
}
