package io.jsec.image;

import io.jsec.linux.Entries;
import io.jsec.linux.Fd;
import io.jsec.linux.FileAttributes;
import io.jsec.linux.FileStatus;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.Statx;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Removes whole trees. No link is followed, and no depth is too deep: folders within folders are
 * moved up before they are emptied.
 */
final class TreeRemoval {
    private static final int OPEN_MODE = 0700;
    private static final int DEPTH_MAX = 500;
    private static final String MOVED = ".moved-";

    private final Fd parent;
    private long moved;

    private TreeRemoval(Fd parent) {
        this.parent = parent;
    }

    /** Removes a file or folder, if it is there. */
    static void remove(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || path.getFileName() == null) {
            throw new IllegalArgumentException("not removed: " + path);
        }
        try (Fd parent = Openat2.open(folder, Fcntl.O_RDONLY, 0)) {
            remove(parent, RawName.ofText(path.getFileName().toString()));
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT)) {
                throw ImageException.failed("removing " + path, e);
            }
        }
    }

    /** Removes an entry of a folder, if it is there. */
    static void remove(Fd parent, String name) {
        TreeRemoval removal = new TreeRemoval(parent);
        Optional<FileStatus> status = Statx.at(parent, RawName.bytes(name));
        if (status.isEmpty()) {
            return;
        }
        if (!status.get().isDirectory()) {
            Entries.removeFile(parent, RawName.bytes(name));
            return;
        }
        removal.empty(name);
        for (long i = 0; i < removal.moved; i++) {
            removal.empty(removal.movedName(i, name));
        }
    }

    /**
     * Removes a folder without moving anything, as an overlay needs it.
     *
     * @throws ImageException TOO_LARGE where it is too deep for that
     */
    static void removeInPlace(Fd parent, String name) {
        removeInPlace(parent, RawName.bytes(name), 0);
    }

    private static void removeInPlace(Fd parent, byte[] name, int depth) {
        if (depth > DEPTH_MAX) {
            throw ImageException.tooLarge(RawName.show(RawName.of(name)), DEPTH_MAX + " levels");
        }
        try (Fd folder = Openat2.beneath(parent, name, Fcntl.O_RDONLY, 0)) {
            for (byte[] entry : Entries.names(folder)) {
                FileStatus status = Statx.at(folder, entry).orElse(null);
                if (status != null && status.isDirectory()) {
                    removeInPlace(folder, entry, depth + 1);
                } else if (status != null) {
                    Entries.removeFile(folder, entry);
                }
            }
        }
        Entries.removeDirectory(parent, name);
    }

    private String movedName(long number, String name) {
        return MOVED + number + "-" + Integer.toHexString(name.hashCode());
    }

    /** Takes everything out of a folder, folders to beside it, and removes it. */
    private void empty(String name) {
        byte[] bytes = RawName.bytes(name);
        String base = name.startsWith(MOVED) ? name.substring(name.lastIndexOf('-') + 1) : null;
        allow(parent, bytes);
        try (Fd folder = Openat2.beneath(parent, bytes, Fcntl.O_RDONLY, 0)) {
            for (byte[] entry : Entries.names(folder)) {
                FileStatus status = Statx.at(folder, entry).orElse(null);
                if (status == null) {
                    continue;
                }
                if (!status.isDirectory()) {
                    Entries.removeFile(folder, entry);
                } else {
                    allow(folder, entry);
                    String to = base == null ? movedName(moved, name) : MOVED + moved + "-" + base;
                    Entries.rename(folder, entry, parent, RawName.bytes(to));
                    moved++;
                }
            }
        }
        Entries.removeDirectory(parent, bytes);
    }

    /** An ordinary user may have made a folder that he cannot change. */
    private static void allow(Fd parent, byte[] name) {
        try {
            FileAttributes.mode(parent, name, OPEN_MODE);
        } catch (LinuxException e) {
            if (!e.is(Errno.EPERM)) {
                throw e;
            }
        }
    }
}
