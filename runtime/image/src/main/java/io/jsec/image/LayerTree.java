package io.jsec.image;

import io.jsec.linux.Entries;
import io.jsec.linux.Fd;
import io.jsec.linux.FileStatus;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.Statx;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder that takes files of an archive. Every path is resolved by the kernel as if the folder
 * were the root directory; what is replaced moves to another folder, to be removed later.
 */
final class LayerTree implements AutoCloseable {
    private static final int FOLDER_MODE = 0755;

    private final Fd root;
    private final Optional<Fd> trash;
    private int trashed;
    private @Nullable MemberPath openPath;
    private @Nullable Fd openFolder;

    /** Borrows both descriptors; without the second, what is replaced is removed at once. */
    LayerTree(Fd root, Optional<Fd> trash) {
        this.root = root;
        this.trash = trash;
    }

    /**
     * The folder at a path, made with what is missing above it. Borrowed until the next call.
     *
     * @throws IllegalArgumentException where something else is in the way
     */
    Fd folder(MemberPath path) {
        if (openFolder != null && path.equals(openPath)) {
            return openFolder;
        }
        Fd folder = present(path).orElseGet(() -> make(path));
        forget();
        openPath = path;
        openFolder = folder;
        return folder;
    }

    /** As {@link #existing}; a whiteout on the way becomes a folder that hides the one below. */
    private Optional<Fd> present(MemberPath path) {
        try {
            return existing(path);
        } catch (IllegalArgumentException e) {
            if (trash.isEmpty() || !revive(path)) {
                throw e;
            }
            return present(path);
        }
    }

    private boolean revive(MemberPath path) {
        for (int i = 1; i <= path.parts().size(); i++) {
            MemberPath prefix = new MemberPath(path.parts().subList(0, i));
            byte[] name = RawName.bytes(prefix.name());
            Optional<Fd> found = existing(prefix.parent());
            if (found.isEmpty()) {
                return false;
            }
            try (Fd parent = found.get()) {
                if (Statx.at(parent, name).map(FileStatus::isWhiteout).orElse(false)) {
                    Entries.removeFile(parent, name);
                    Entries.makeDirectory(parent, name, FOLDER_MODE);
                    try (Fd fresh = Openat2.beneath(parent, name, Fcntl.O_RDONLY, 0)) {
                        Whiteouts.makeOpaque(fresh);
                    }
                    return true;
                }
            }
        }
        return false;
    }

    /** The folder at a path, owned by the caller; empty where nothing is. */
    Optional<Fd> existing(MemberPath path) {
        try {
            byte[] name = RawName.bytes(path.raw() + "/");
            return Optional.of(Openat2.inRoot(root, name, Fcntl.O_RDONLY, 0));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw inTheWay(path, e);
        }
    }

    private Fd make(MemberPath path) {
        if (path.isRoot()) {
            throw new IllegalStateException("the root is open");
        }
        List<String> missing = new ArrayList<>(List.of(path.name()));
        MemberPath at = path.parent();
        Optional<Fd> found = present(at);
        while (found.isEmpty()) {
            missing.addFirst(at.name());
            at = at.parent();
            found = present(at);
        }
        Fd folder = found.get();
        for (String name : missing) {
            try (Fd parent = folder) {
                Entries.makeDirectory(parent, RawName.bytes(name), FOLDER_MODE);
                folder = Openat2.beneath(parent, RawName.bytes(name), Fcntl.O_RDONLY, 0);
            } catch (LinuxException e) {
                throw inTheWay(path, e);
            }
        }
        return folder;
    }

    private static RuntimeException inTheWay(MemberPath path, LinuxException e) {
        boolean archive =
                e.is(Errno.ENOTDIR)
                        || e.is(Errno.ELOOP)
                        || e.is(Errno.EEXIST)
                        || e.is(Errno.ENAMETOOLONG);
        return archive
                ? new IllegalArgumentException(
                        "'" + path + "' goes through what is no folder (" + e.errnoName() + ")", e)
                : e;
    }

    /** What is at a name in a folder, links not followed. */
    static Optional<FileStatus> status(Fd folder, String name) {
        return Statx.at(folder, RawName.bytes(name));
    }

    /** Takes away what is at a name: a file, or a folder with all that it holds. */
    void replace(Fd folder, String name, FileStatus what) {
        if (!what.isDirectory()) {
            Entries.removeFile(folder, RawName.bytes(name));
            return;
        }
        if (trash.isPresent()) {
            byte[] target = RawName.bytes(Integer.toString(trashed++));
            Entries.rename(folder, RawName.bytes(name), trash.get(), target);
        } else {
            TreeRemoval.removeInPlace(folder, name);
        }
    }

    /** Closes what {@link #folder} keeps open. */
    void forget() {
        if (openFolder != null) {
            openFolder.close();
        }
        openFolder = null;
        openPath = null;
    }

    @Override
    public void close() {
        forget();
    }
}
