package io.jsec.linux.abi;

/** {@code struct statx} of uapi/linux/stat.h, and the mode bits. */
public final class StatxLayout {
    /** Bytes of the structure. */
    public static final int SIZE = 256;

    /** Everything stat(2) knows. */
    public static final int STATX_BASIC_STATS = 0x7ff;

    /** The mount's id, since 5.8. */
    public static final int STATX_MNT_ID = 0x1000;

    /** u32 mask of what was filled in. */
    public static final int MASK = 0;

    /** u32 links. */
    public static final int NLINK = 16;

    /** u32 owner. */
    public static final int UID = 20;

    /** u32 group. */
    public static final int GID = 24;

    /** u16 type and permissions. */
    public static final int MODE = 28;

    /** u64 inode number. */
    public static final int INO = 32;

    /** u64 bytes. */
    public static final int BYTES = 40;

    /** u64 blocks of 512 bytes. */
    public static final int BLOCKS = 48;

    /** s64 seconds of the last change of content, u32 nanoseconds behind it. */
    public static final int MTIME = 112;

    /** u32 nanoseconds of the last change of content. */
    public static final int MTIME_NANOS = 120;

    /** u32 major, u32 minor of a device node. */
    public static final int RDEV_MAJOR = 128;

    /** u32 minor of a device node. */
    public static final int RDEV_MINOR = 132;

    /** u32 major of the file system. */
    public static final int DEV_MAJOR = 136;

    /** u32 minor of the file system. */
    public static final int DEV_MINOR = 140;

    /** u64 id of the mount. */
    public static final int MNT_ID = 144;

    /** Mask of the type in the mode. */
    public static final int S_IFMT = 0xf000;

    /** Directory. */
    public static final int S_IFDIR = 0x4000;

    /** Character device. */
    public static final int S_IFCHR = 0x2000;

    /** Block device. */
    public static final int S_IFBLK = 0x6000;

    /** Named pipe. */
    public static final int S_IFIFO = 0x1000;

    /** Regular file. */
    public static final int S_IFREG = 0x8000;

    /** Symbolic link. */
    public static final int S_IFLNK = 0xa000;

    /** Socket. */
    public static final int S_IFSOCK = 0xc000;

    /** Set-user-id. */
    public static final int S_ISUID = 0x800;

    private StatxLayout() {}
}
