package io.jsec.audit.saved;

import java.util.ArrayDeque;
import java.util.Deque;

/** The names of a tar archive as absolute paths. */
final class LayerPath {
    /** How a path begins that leads upwards past the root. */
    static final String OUTSIDE = "/../";

    private LayerPath() {}

    /**
     * A name as a path, without {@code .} and {@code ..}; where it leads out of the root, it starts
     * with {@link #OUTSIDE}.
     */
    static String of(String name) {
        Deque<String> way = new ArrayDeque<>();
        boolean outside = false;
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                outside |= way.pollLast() == null;
            } else if (!part.isEmpty() && !part.equals(".")) {
                way.addLast(part);
            }
        }
        return (outside ? OUTSIDE : "/") + String.join("/", way);
    }

    /** The folder that something lies in, with a slash at its end. */
    static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** The last part. */
    static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
