package io.jsec.engine;

/** Go's bits of a file's mode as those of stat(2). */
final class FileModes {
    private static final long GO_DIRECTORY = 1L << 31;
    private static final long GO_LINK = 1L << 27;
    private static final long GO_DEVICE = 1L << 26;
    private static final long GO_PIPE = 1L << 25;
    private static final long GO_SOCKET = 1L << 24;
    private static final long GO_SETUID = 1L << 23;
    private static final long GO_SETGID = 1L << 22;
    private static final long GO_CHARACTER = 1L << 21;
    private static final long GO_STICKY = 1L << 20;

    private FileModes() {}

    /** st_mode. */
    static int ofGo(long mode) {
        int permissions = (int) (mode & 0777);
        permissions |= (mode & GO_SETUID) != 0 ? 04000 : 0;
        permissions |= (mode & GO_SETGID) != 0 ? 02000 : 0;
        permissions |= (mode & GO_STICKY) != 0 ? 01000 : 0;
        return permissions | type(mode);
    }

    private static int type(long mode) {
        if ((mode & GO_DIRECTORY) != 0) {
            return 0040000;
        }
        if ((mode & GO_LINK) != 0) {
            return 0120000;
        }
        if ((mode & GO_PIPE) != 0) {
            return 0010000;
        }
        if ((mode & GO_SOCKET) != 0) {
            return 0140000;
        }
        if ((mode & GO_CHARACTER) != 0) {
            return 0020000;
        }
        return (mode & GO_DEVICE) != 0 ? 0060000 : 0100000;
    }
}
