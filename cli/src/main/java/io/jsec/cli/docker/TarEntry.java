package io.jsec.cli.docker;

import java.time.Instant;

/**
 * A file of an archive.
 *
 * @param kind what it is
 * @param name its path, without a slash at the end
 * @param link where a link leads; of a hard link, the path of another entry
 * @param mode the bits of chmod
 * @param uid its owner
 * @param gid its group
 * @param size the bytes of a regular file, else 0
 * @param modified when it was changed
 */
record TarEntry(
        Kind kind,
        String name,
        String link,
        int mode,
        long uid,
        long gid,
        long size,
        Instant modified) {

    /** What a file is. */
    enum Kind {
        FILE('0'),
        HARD_LINK('1'),
        SYMBOLIC_LINK('2'),
        CHARACTER_DEVICE('3'),
        BLOCK_DEVICE('4'),
        FOLDER('5'),
        PIPE('6');

        private final char flag;

        Kind(char flag) {
            this.flag = flag;
        }

        char flag() {
            return flag;
        }
    }

    /** The same under another name. */
    TarEntry named(String other) {
        return new TarEntry(kind, other, link, mode, uid, gid, size, modified);
    }
}
