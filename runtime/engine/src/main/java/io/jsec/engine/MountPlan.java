package io.jsec.engine;

/**
 * A mount of a container, resolved when it was made.
 *
 * @param kind what it is
 * @param name of a volume, else empty
 * @param source a host path, links followed; empty for tmpfs
 * @param target absolute, in the container
 * @param readOnly whether it can only be read
 * @param mode as the client wrote it
 * @param copyUp whether an empty volume takes the image's content at the first start
 * @param anonymous whether the volume was made for this container
 * @param options of a tmpfs
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
        TMPFS
    }

    /** The same with other options. */
    MountPlan withOptions(String other) {
        return new MountPlan(kind, name, source, target, readOnly, mode, copyUp, anonymous, other);
    }

    MountPoint point() {
        return switch (kind) {
            case BIND ->
                    new MountPoint("bind", "", source, target, "", mode, !readOnly, "rprivate");
            case VOLUME ->
                    new MountPoint("volume", name, source, target, "local", mode, !readOnly, "");
            case TMPFS -> new MountPoint("tmpfs", "", "", target, "", mode, !readOnly, "");
        };
    }
}
