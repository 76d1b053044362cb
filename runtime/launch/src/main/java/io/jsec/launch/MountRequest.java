package io.jsec.launch;

import java.nio.file.Path;

/** A mount somebody asked for with {@code -v}, {@code --mount} or {@code --tmpfs}. */
public sealed interface MountRequest {
    /** Where it appears in the container: absolute, normalised. */
    String target();

    /** Whether the container can only read it. */
    boolean readOnly();

    /**
     * A directory or file of the host, with everything mounted below it.
     *
     * @param source absolute and normalised; a named volume is its directory in the store
     */
    record Bind(Path source, String target, boolean readOnly) implements MountRequest {
        /** Absolute and plain paths. */
        public Bind {
            source = SpecPaths.host("a bind's source", source);
            target = SpecPaths.target(target);
        }
    }

    /**
     * Memory.
     *
     * @param sizeBytes at least one page
     * @param mode permission bits, at most 01777
     * @param uid its root directory's owner, an id of the container
     * @param gid its root directory's group, likewise
     * @param exec whether programs may be started from it
     */
    record Tmpfs(
            String target,
            long sizeBytes,
            int mode,
            int uid,
            int gid,
            boolean exec,
            boolean readOnly)
            implements MountRequest {
        /** The size of a tmpfs where nothing is asked for. */
        public static final long SIZE_BYTES_DEFAULT = 64 * ByteSize.MIB;

        /** Plain path, size and mode in range. */
        public Tmpfs {
            target = SpecPaths.target(target);
            if (sizeBytes < 4096 || (mode & ~01777) != 0 || uid < 0 || gid < 0) {
                throw new Refusal(
                                Rule.SIZE,
                                "the tmpfs on " + target,
                                "at least 4096 bytes, a mode up to 1777, ids from 0",
                                "for example --tmpfs " + target + ":size=64m,mode=1777")
                        .exception();
            }
        }
    }
}
