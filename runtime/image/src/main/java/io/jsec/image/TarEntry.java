package io.jsec.image;

import java.util.Arrays;

/**
 * One file or folder of a layer, owned by root.
 *
 * @param path relative to the root, without a leading or trailing slash
 * @param mode permission bits with setuid, setgid and sticky: 0 to 07777
 * @param folder true for a folder, which has no content
 * @param content the file's bytes; not copied, and not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
record TarEntry(String path, int mode, boolean folder, byte[] content) {
    private static final int MODE_MAX = 07777;

    TarEntry {
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("not a plain relative path: '" + path + "'");
            }
        }
        if (path.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("not plain ASCII: '" + path + "'");
        }
        if (mode < 0 || mode > MODE_MAX) {
            throw new IllegalArgumentException("not a mode: " + mode);
        }
        if (folder && content.length > 0) {
            throw new IllegalArgumentException("a folder with content: '" + path + "'");
        }
    }

    static TarEntry folder(String path, int mode) {
        return new TarEntry(path, mode, true, new byte[0]);
    }

    static TarEntry file(String path, int mode, byte[] content) {
        return new TarEntry(path, mode, false, content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TarEntry that
                && path.equals(that.path)
                && mode == that.mode
                && folder == that.folder
                && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "%04o %s%s (%d bytes)".formatted(mode, path, folder ? "/" : "", content.length);
    }
}
