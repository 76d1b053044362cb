package io.jsec.launch;

/** A LANDLOCK_ACCESS_FS_* right, in the order of its bit, and the ABI that knows it. */
public enum LandlockRight {
    /** Execute a file. */
    EXECUTE(0, 1),
    /** Open a file for writing. */
    WRITE_FILE(1, 1),
    /** Open a file for reading. */
    READ_FILE(2, 1),
    /** List a directory. */
    READ_DIR(3, 1),
    /** Remove a directory. */
    REMOVE_DIR(4, 1),
    /** Remove a file. */
    REMOVE_FILE(5, 1),
    /** Make a character device. */
    MAKE_CHAR(6, 1),
    /** Make a directory. */
    MAKE_DIR(7, 1),
    /** Make a file. */
    MAKE_REG(8, 1),
    /** Make a socket. */
    MAKE_SOCK(9, 1),
    /** Make a named pipe. */
    MAKE_FIFO(10, 1),
    /** Make a block device. */
    MAKE_BLOCK(11, 1),
    /** Make a symbolic link. */
    MAKE_SYM(12, 1),
    /** Rename or link into another directory; never allowed below ABI 2. */
    REFER(13, 2),
    /** Truncate a file. */
    TRUNCATE(14, 3),
    /** Use ioctl(2) on a device. */
    IOCTL_DEV(15, 5);

    /** All of them. */
    static final long ALL = (1L << values().length) - 1;

    private final int number;
    private final int sinceAbi;

    LandlockRight(int number, int sinceAbi) {
        this.number = number;
        this.sinceAbi = sinceAbi;
    }

    /** LANDLOCK_ACCESS_FS_*. */
    public long bit() {
        return 1L << number;
    }

    /** Every right an ABI knows. */
    static long knownTo(int abi) {
        long mask = 0;
        for (LandlockRight right : values()) {
            mask |= right.sinceAbi <= abi ? right.bit() : 0;
        }
        return mask;
    }

    /** The bits of several. */
    static long maskOf(LandlockRight... rights) {
        long mask = 0;
        for (LandlockRight right : rights) {
            mask |= right.bit();
        }
        return mask;
    }
}
