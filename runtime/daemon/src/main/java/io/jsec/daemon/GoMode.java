package io.jsec.daemon;

/** Modes of files as Go counts them: kinds are bits above those of the permissions (io/fs). */
final class GoMode {
    private static final int S_IFMT = 0170000;
    private static final int S_IFSOCK = 0140000;
    private static final int S_IFLNK = 0120000;
    private static final int S_IFBLK = 0060000;
    private static final int S_IFDIR = 0040000;
    private static final int S_IFCHR = 0020000;
    private static final int S_IFIFO = 0010000;

    private static final long DIRECTORY = 1L << 31;
    private static final long LINK = 1L << 27;
    private static final long DEVICE = 1L << 26;
    private static final long PIPE = 1L << 25;
    private static final long SOCKET = 1L << 24;
    private static final long SETUID = 1L << 23;
    private static final long SETGID = 1L << 22;
    private static final long CHARACTER_DEVICE = 1L << 21;
    private static final long STICKY = 1L << 20;

    private GoMode() {}

    /**
     * The mode of Go.
     *
     * @param mode st_mode of stat(2)
     */
    static long of(int mode) {
        long kind =
                switch (mode & S_IFMT) {
                    case S_IFDIR -> DIRECTORY;
                    case S_IFLNK -> LINK;
                    case S_IFBLK -> DEVICE;
                    case S_IFCHR -> DEVICE | CHARACTER_DEVICE;
                    case S_IFIFO -> PIPE;
                    case S_IFSOCK -> SOCKET;
                    default -> 0;
                };
        return kind
                | ((mode & 04000) == 0 ? 0 : SETUID)
                | ((mode & 02000) == 0 ? 0 : SETGID)
                | ((mode & 01000) == 0 ? 0 : STICKY)
                | (mode & 0777);
    }
}
