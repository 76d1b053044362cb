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
public record TarEntry(
        Kind kind,
        String name,
        String link,
        int mode,
        long uid,
        long gid,
        long size,
        Instant modified) {

    /** What a file is. */
    public enum Kind {
        /** A regular file. */
        FILE('0'),
        /** Another name of a file. */
        HARD_LINK('1'),
        /** A link by path. */
        SYMBOLIC_LINK('2'),
        /** A device of bytes. */
        CHARACTER_DEVICE('3'),
        /** A device of blocks. */
        BLOCK_DEVICE('4'),
        /** A folder. */
        FOLDER('5'),
        /** A pipe with a name. */
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
