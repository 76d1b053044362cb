package io.jsec.image;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Xattr;
import io.jsec.linux.abi.Errno;
import java.util.Arrays;

/**
 * Extended attributes of an image's files: {@code user.*} and file capabilities are kept. What an
 * overlay would take for its own is not, nor anything else.
 */
final class LayerAttributes {
    static final String CAPABILITY = "security.capability";
    private static final String USER = "user.";
    private static final String OVERLAY = "user.overlay.";

    /** {@code struct vfs_ns_cap_data}: the revision is the last byte of the first number. */
    private static final int REVISION = 3;

    private static final int REVISION_2 = 2;
    private static final int REVISION_2_BYTES = 20;
    private static final int REVISION_3 = 3;
    private static final int REVISION_3_BYTES = 24;

    private final LayerReport.Notes notes;

    LayerAttributes(LayerReport.Notes notes) {
        this.notes = notes;
    }

    /** Whether an image may bring it, and whether an archive of ours holds it. */
    static boolean isKept(String name) {
        return name.equals(CAPABILITY) || (name.startsWith(USER) && !name.startsWith(OVERLAY));
    }

    /** Sets what is kept, and notes what is not. After the owner: that takes capabilities away. */
    void set(Fd file, TarMember member) {
        member.attributes()
                .forEach((name, value) -> {
                    String shown = RawName.show(name) + " of " + shown(member);
                    if (!isKept(name)) {
                        notes.add("the attribute " + shown + " was left out");
                        return;
                    }
                    boolean capability = name.equals(CAPABILITY);
                    try {
                        Xattr.set(
                                file, RawName.text(name), capability ? withoutRoot(value) : value);
                    } catch (LinuxException e) {
                        note(shown, e);
                    }
                });
    }

    private void note(String shown, LinuxException e) {
        boolean refused =
                e.is(Errno.EPERM)
                        || e.is(Errno.EOPNOTSUPP)
                        || e.is(Errno.EINVAL)
                        || e.is(Errno.E2BIG)
                        || e.is(Errno.ERANGE);
        if (!refused) {
            throw e;
        }
        notes.add("the attribute " + shown + " was left out: " + e.errnoName());
    }

    /** Notes attributes of what cannot have any here: links and pipes. */
    void dropped(MemberPath path, TarMember member) {
        if (!member.attributes().isEmpty()) {
            notes.add("the attributes of " + path + " were left out");
        }
    }

    /**
     * Capabilities in the form without a root id: the kernel adds the one of this user namespace,
     * which is the root that images know.
     */
    static byte[] withoutRoot(byte[] value) {
        if (value.length != REVISION_3_BYTES || value[REVISION] != REVISION_3) {
            return value;
        }
        byte[] plain = Arrays.copyOf(value, REVISION_2_BYTES);
        plain[REVISION] = REVISION_2;
        return plain;
    }

    private static String shown(TarMember member) {
        return RawName.show(member.path());
    }
}
