package io.jsec.audit.saved;

/**
 * The header of one member of a tar archive.
 *
 * @param name as it is written, with long names put together
 * @param kind what it is
 * @param mode permission bits with setuid, setgid and sticky
 * @param uid its owner
 * @param gid its group
 * @param size of its content in the archive, in bytes; 0 where it is no file
 * @param link what a link names, else empty
 */
record TarEntry(String name, Kind kind, int mode, long uid, long gid, long size, String link) {
    /** The kinds that matter. */
    enum Kind {
        FILE,
        FOLDER,
        SYMLINK,
        HARDLINK,
        OTHER
    }
}
