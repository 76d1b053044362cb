package io.jsec.linux.abi;

/**
 * Flags of open(2), fcntl(2) and memfd_create(2), of uapi/asm-generic/fcntl.h and
 * uapi/linux/{fcntl,memfd}.h.
 */
public final class Fcntl {
    /** Open for reading. */
    public static final int O_RDONLY = 0;

    /** Open for writing. */
    public static final int O_WRONLY = 1;

    /** Open for both. */
    public static final int O_RDWR = 2;

    /** Create the file where it is missing. */
    public static final int O_CREAT = 0x40;

    /** With {@link #O_CREAT}: the file must not exist. */
    public static final int O_EXCL = 0x80;

    /** Cut the file to no bytes. */
    public static final int O_TRUNC = 0x200;

    public static final int O_APPEND = 0x400;

    /** Do not wait. */
    public static final int O_NONBLOCK = 0x800;

    /** Close at execve(2). */
    public static final int O_CLOEXEC = 0x80000;

    /** Only a place in the file tree, neither readable nor writable. */
    public static final int O_PATH = 0x200000;

    /** The caller's working directory in place of a directory descriptor. */
    public static final int AT_FDCWD = -100;

    /** Do not follow a final symbolic link. */
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;

    /** unlinkat(2): remove a directory. */
    public static final int AT_REMOVEDIR = 0x200;

    /** An empty path names the descriptor itself. */
    public static final int AT_EMPTY_PATH = 0x1000;

    /** fcntl(2): duplicate at or above a number, close at execve. */
    public static final int F_DUPFD_CLOEXEC = 1030;

    /** fcntl(2): set descriptor flags. */
    public static final int F_SETFD = 2;

    /** fcntl(2): read descriptor flags. */
    public static final int F_GETFD = 1;

    /** fcntl(2): status flags, such as O_NONBLOCK. */
    public static final int F_SETFL = 4;

    /** fcntl(2): status flags. */
    public static final int F_GETFL = 3;

    /** The only descriptor flag: close at execve. */
    public static final int FD_CLOEXEC = 1;

    /** fcntl(2): add seals to a memfd. */
    public static final int F_ADD_SEALS = 1033;

    /** fcntl(2): read the seals of a memfd. */
    public static final int F_GET_SEALS = 1034;

    /** No more seals. */
    public static final int F_SEAL_SEAL = 1;

    /** The file cannot become shorter. */
    public static final int F_SEAL_SHRINK = 2;

    /** The file cannot become longer. */
    public static final int F_SEAL_GROW = 4;

    /** The content cannot change. */
    public static final int F_SEAL_WRITE = 8;

    /** memfd_create(2): close at execve. */
    public static final int MFD_CLOEXEC = 1;

    /** memfd_create(2): seals may be added. */
    public static final int MFD_ALLOW_SEALING = 2;

    /** memfd_create(2), since 6.3: not executable, and sealed so. */
    public static final int MFD_NOEXEC_SEAL = 8;

    /** flock(2): one holder. */
    public static final int LOCK_EX = 2;

    /** flock(2): fail with EWOULDBLOCK in place of waiting. */
    public static final int LOCK_NB = 4;

    /** flock(2): let go. */
    public static final int LOCK_UN = 8;

    private Fcntl() {}
}
