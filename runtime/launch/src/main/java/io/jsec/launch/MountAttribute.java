package io.jsec.launch;

import java.util.Locale;
import java.util.StringJoiner;

/** A MOUNT_ATTR_* bit of mount_setattr(2). */
public enum MountAttribute {
    /** Read-only. */
    RDONLY(1),
    /** setuid bits and file capabilities count for nothing. */
    NOSUID(2),
    /** Device nodes cannot be opened. */
    NODEV(4),
    /** Programs cannot be executed. */
    NOEXEC(8);

    /** All of them. */
    static final long ALL = 15;

    private final long bit;

    MountAttribute(long bit) {
        this.bit = bit;
    }

    /** MOUNT_ATTR_*. */
    public long bit() {
        return bit;
    }

    /** Whether it is among these bits. */
    public boolean in(long bits) {
        return (bits & bit) != 0;
    }

    /** The bits of several. */
    static long maskOf(MountAttribute... attributes) {
        long mask = 0;
        for (MountAttribute attribute : attributes) {
            mask |= attribute.bit;
        }
        return mask;
    }

    /** As mount(8) writes them: {@code ro,nosuid} or {@code rw,nosuid}. */
    static String show(long bits) {
        StringJoiner text = new StringJoiner(",");
        text.add(RDONLY.in(bits) ? "ro" : "rw");
        for (MountAttribute attribute : values()) {
            if (attribute != RDONLY && attribute.in(bits)) {
                text.add(attribute.name().toLowerCase(Locale.ROOT));
            }
        }
        return text.toString();
    }
}
