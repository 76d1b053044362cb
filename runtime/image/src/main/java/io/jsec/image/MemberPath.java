package io.jsec.image;

import java.util.ArrayList;
import java.util.List;

/**
 * The place of a file below a root, in raw components without {@code .} and {@code ..}. No
 * components: the root itself.
 */
record MemberPath(List<String> parts) {
    private static final int PATH_BYTES_MAX = 4095;
    private static final int NAME_BYTES_MAX = 255;

    MemberPath {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a path of an archive, in which a leading slash means nothing.
     *
     * @throws IllegalArgumentException where it leaves the root or is too long
     */
    static MemberPath parse(String raw) {
        if (raw.length() > PATH_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "'" + RawName.show(raw) + "' has over " + PATH_BYTES_MAX + " bytes");
        }
        if (raw.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("'" + RawName.show(raw) + "' holds a NUL");
        }
        List<String> parts = new ArrayList<>();
        for (String part : raw.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    throw new IllegalArgumentException(
                            "'" + RawName.show(raw) + "' leads out of the root");
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                if (part.length() > NAME_BYTES_MAX) {
                    throw new IllegalArgumentException(
                            "'" + RawName.show(part) + "' has over " + NAME_BYTES_MAX + " bytes");
                }
                parts.add(part);
            }
        }
        return new MemberPath(parts);
    }

    boolean isRoot() {
        return parts.isEmpty();
    }

    /** The last component of anything but the root. */
    String name() {
        return parts.getLast();
    }

    /** The folder that holds this, of anything but the root. */
    MemberPath parent() {
        return new MemberPath(parts.subList(0, parts.size() - 1));
    }

    MemberPath child(String name) {
        List<String> longer = new ArrayList<>(parts);
        longer.add(name);
        return new MemberPath(longer);
    }

    /** Raw, relative; the root is a point. */
    String raw() {
        return isRoot() ? "." : String.join("/", parts);
    }

    byte[] bytes() {
        return RawName.bytes(raw());
    }

    /** As text, absolute. */
    String text() {
        return "/" + RawName.text(String.join("/", parts));
    }

    @Override
    public String toString() {
        return RawName.show("/" + String.join("/", parts));
    }
}
