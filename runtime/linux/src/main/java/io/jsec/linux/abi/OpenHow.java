package io.jsec.linux.abi;

/** {@code struct open_how} and RESOLVE_* of uapi/linux/openat2.h. */
public final class OpenHow {
    /** Bytes of the structure, all there is since 5.6. */
    public static final int SIZE = 24;

    /** u64 open flags. */
    public static final int FLAGS = 0;

    /** u64 mode of a created file. */
    public static final int MODE = 8;

    /** u64 RESOLVE_* flags. */
    public static final int RESOLVE = 16;

    /** Never cross a mount point. */
    public static final long RESOLVE_NO_XDEV = 0x01;

    /** Never follow links of procfs. */
    public static final long RESOLVE_NO_MAGICLINKS = 0x02;

    /** Never follow any link. */
    public static final long RESOLVE_NO_SYMLINKS = 0x04;

    /** Every component stays below the directory; leaving it is EXDEV. */
    public static final long RESOLVE_BENEATH = 0x08;

    /** The directory is the root: absolute links and {@code ..} stay inside. */
    public static final long RESOLVE_IN_ROOT = 0x10;

    private OpenHow() {}
}
