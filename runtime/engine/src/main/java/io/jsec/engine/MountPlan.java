package io.jsec.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A mount of a container, resolved when it was made.
 *
 * @param kind what it is
 * @param name of a volume, else empty
 * @param source a host path, links followed; the one that was asked for in place of which the
 *     container gets a socket of its own; empty for tmpfs
 * @param target absolute, in the container
 * @param readOnly whether it can only be read
 * @param mode as the client wrote it
 * @param copyUp whether an empty volume takes the image's content at the first start
 * @param anonymous whether the volume was made for this container
 * @param options of a tmpfs; of a socket, the scope of who asked for it, as {@link Access#text}
 */
record MountPlan(
        Kind kind,
        String name,
        String source,
        String target,
        boolean readOnly,
        String mode,
        boolean copyUp,
        boolean anonymous,
        String options) {
    enum Kind {
        BIND,
        VOLUME,
        TMPFS,
        /** A socket of the engine, of which the container gets its own. */
        SOCKET
    }

    /** The same socket for a container that a client makes. */
    MountPlan askedBy(Access access) {
        return new MountPlan(
                kind, name, source, target, readOnly, mode, copyUp, anonymous, access.text());
    }

    /** The labels of a socket's scope. */
    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : options.isEmpty() ? new String[0] : options.split(",", -1)) {
            int equals = label.indexOf('=');
            labels.put(label.substring(0, equals), label.substring(equals + 1));
        }
        return labels;
    }

    /** The same with other options. */
    MountPlan withOptions(String other) {
        return new MountPlan(kind, name, source, target, readOnly, mode, copyUp, anonymous, other);
    }

    MountPoint point() {
        return switch (kind) {
            case BIND, SOCKET ->
                    new MountPoint(
                            "bind",
                            "",
                            source,
                            target,
                            "",
                            mode,
                            !readOnly,
                            "rprivate",
                            kind == Kind.SOCKET);
            case VOLUME ->
                    new MountPoint("volume", name, source, target, "local", mode, !readOnly, "");
            case TMPFS -> new MountPoint("tmpfs", "", "", target, "", mode, !readOnly, "");
        };
    }
}
