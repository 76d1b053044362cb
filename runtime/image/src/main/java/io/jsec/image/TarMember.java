package io.jsec.image;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tar archive says about one file, before its content. Names are raw: see {@link RawName}.
 *
 * @param path as written, of any form
 * @param mode permission bits with set-id and sticky
 * @param size of the file that comes out, holes included
 * @param link what a link points to, else empty
 * @param attributes extended attributes
 * @param extents where the stored bytes belong; null for a file without holes
 */
record TarMember(
        String path,
        TarKind kind,
        int mode,
        long uid,
        long gid,
        long size,
        long mtimeSeconds,
        int mtimeNanos,
        String link,
        Map<String, byte[]> attributes,
        @Nullable List<Extent> extents) {
    TarMember {
        attributes = Map.copyOf(attributes);
        extents = extents == null ? null : List.copyOf(extents);
    }

    /** A run of stored bytes. */
    record Extent(long offset, long length) {}

    /** How many bytes of content the archive holds. */
    long storedBytes() {
        return extents == null ? size : extents.stream().mapToLong(Extent::length).sum();
    }

    static Builder builder(String path, TarKind kind) {
        return new Builder(path, kind);
    }

    /** The parts of a member that somebody writes; what is not set is 0 or empty. */
    static final class Builder {
        private final String path;
        private final TarKind kind;
        private int mode = 0644;
        private long uid;
        private long gid;
        private long size;
        private long mtimeSeconds;
        private int mtimeNanos;
        private String link = "";
        private Map<String, byte[]> attributes = Map.of();

        private Builder(String path, TarKind kind) {
            this.path = path;
            this.kind = kind;
        }

        Builder mode(int value) {
            mode = value;
            return this;
        }

        Builder owner(long user, long group) {
            uid = user;
            gid = group;
            return this;
        }

        Builder size(long value) {
            size = value;
            return this;
        }

        Builder mtime(long seconds, int nanos) {
            mtimeSeconds = seconds;
            mtimeNanos = nanos;
            return this;
        }

        Builder link(String value) {
            link = value;
            return this;
        }

        Builder attributes(Map<String, byte[]> value) {
            attributes = value;
            return this;
        }

        TarMember build() {
            return new TarMember(
                    path,
                    kind,
                    mode,
                    uid,
                    gid,
                    size,
                    mtimeSeconds,
                    mtimeNanos,
                    link,
                    attributes,
                    null);
        }
    }
}
