package io.jsec.image;

import io.jsec.linux.Entries;
import io.jsec.linux.Fd;
import io.jsec.linux.FileStatus;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.Statx;
import io.jsec.linux.Xattr;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import io.jsec.linux.abi.StatxLayout;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes trees of files as tar members, by descriptors all the way down: a link is a link, never
 * followed, and what changes meanwhile is archived as it was found. Sockets have no place in an
 * archive.
 */
final class TreeTar {
    private static final int DEPTH_MAX = 1_000;
    private static final int HARD_LINKS_MAX = 1_000_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final TarWriter out;
    private final Rules rules;
    private final Map<String, String> firstNames = new HashMap<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /**
     * How to write.
     *
     * @param ids of files
     * @param layer whether the tree is an overlay's upper directory, whose whiteouts are written in
     *     the form of a layer
     * @param acrossMounts whether to go into what is mounted below the start
     * @param left raw paths that are left out
     * @param hidden mounts whose top is written as an empty folder
     */
    record Rules(
            IdRanges ids, boolean layer, boolean acrossMounts, Set<String> left, Set<Long> hidden) {
        static final Rules PLAIN = new Rules(IdRanges.SAME, false, false, Set.of(), Set.of());

        Rules {
            left = Set.copyOf(left);
            hidden = Set.copyOf(hidden);
        }
    }

    TreeTar(TarWriter out, Rules rules) {
        this.out = out;
        this.rules = rules;
    }

    /**
     * Writes an entry of a folder and all below it.
     *
     * @param path its raw name in the archive
     * @throws LinuxException where the start itself is not there
     */
    void entry(Fd folder, String name, String path) throws IOException {
        FileStatus status =
                LayerTree.status(folder, name)
                        .orElseThrow(() -> new LinuxException("statx", path, Errno.ENOENT));
        entry(folder, name, status, path, status.mountId(), 0);
    }

    /** Writes everything in an open folder, below a raw path that ends with a slash or is empty. */
    void contents(Fd folder, String below) throws IOException {
        contents(folder, below, Statx.of(folder).mountId(), 0);
    }

    /** Writes an open folder itself, without what is in it. */
    void self(Fd folder, String path) throws IOException {
        out.member(
                described(path + "/", TarKind.FOLDER, Statx.of(folder))
                        .attributes(attributes(folder))
                        .build());
    }

    private void contents(Fd folder, String below, long mount, int depth) throws IOException {
        if (!rules.hidden().isEmpty() && rules.hidden().contains(Statx.of(folder).mountId())) {
            return;
        }
        if (depth > DEPTH_MAX) {
            throw ImageException.tooLarge("/" + RawName.show(below), DEPTH_MAX + " levels");
        }
        for (byte[] bytes : Entries.names(folder)) {
            String name = RawName.of(bytes);
            Optional<FileStatus> status = Statx.at(folder, bytes);
            if (status.isEmpty() || rules.left().contains(below + name)) {
                continue;
            }
            if (rules.layer() && status.get().isWhiteout()) {
                whiteout(below + Whiteouts.PREFIX + name, status.get());
                continue;
            }
            entry(folder, name, status.get(), below + name, mount, depth);
        }
    }

    private void entry(
            Fd folder, String name, FileStatus status, String path, long mount, int depth)
            throws IOException {
        if (!rules.acrossMounts() && status.mountId() != mount) {
            return;
        }
        switch (status.type()) {
            case StatxLayout.S_IFDIR -> folder(folder, name, path, mount, depth);
            case StatxLayout.S_IFREG -> {
                if (!isSecondName(status, path)) {
                    file(folder, name, path);
                }
            }
            case StatxLayout.S_IFLNK -> {
                if (!isSecondName(status, path)) {
                    String target = RawName.of(Entries.target(folder, RawName.bytes(name)));
                    out.member(described(path, TarKind.SYMBOLIC_LINK, status).link(target).build());
                }
            }
            case StatxLayout.S_IFIFO -> out.member(described(path, TarKind.PIPE, status).build());
            default -> {
                // A socket or a device: neither is worth anything outside of its host.
            }
        }
    }

    private void folder(Fd parent, String name, String path, long mount, int depth)
            throws IOException {
        try (Fd folder = open(parent, name)) {
            self(folder, path);
            if (rules.layer() && Whiteouts.isOpaque(folder)) {
                whiteout(path + "/" + Whiteouts.OPAQUE, Statx.of(folder));
            }
            contents(folder, path + "/", mount, depth + 1);
        } catch (LinuxException e) {
            if (depth == 0 || !(e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP))) {
                throw e;
            }
            // It went, or became something else, since it was listed.
        }
    }

    private static Fd open(Fd folder, String name) {
        int flags = Fcntl.O_RDONLY | Fcntl.O_NONBLOCK;
        return Openat2.beneath(folder, RawName.bytes(name), flags, 0);
    }

    private void file(Fd folder, String name, String path) throws IOException {
        try (Fd file = open(folder, name)) {
            FileStatus status = Statx.of(file);
            if (!status.isRegularFile()) {
                return;
            }
            out.member(
                    described(path, TarKind.FILE, status)
                            .size(status.bytes())
                            .attributes(attributes(file))
                            .build());
            long left = status.bytes();
            while (left > 0) {
                int count = (int) Math.min(file.read(buffer), left);
                if (count == 0) {
                    break;
                }
                out.write(buffer, count);
                left -= count;
            }
            out.fill();
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ELOOP)) {
                throw e;
            }
        }
    }

    private void whiteout(String path, FileStatus status) throws IOException {
        out.member(
                TarMember.builder(path, TarKind.FILE)
                        .mode(0)
                        .mtime(status.mtimeSeconds(), status.mtimeNanos())
                        .build());
    }

    /** Writes a hard link where the same file has been written under another name. */
    private boolean isSecondName(FileStatus status, String path) throws IOException {
        if (status.links() < 2) {
            return false;
        }
        String key = status.fileSystem() + ":" + status.inode();
        String first = firstNames.get(key);
        if (first == null) {
            if (firstNames.size() < HARD_LINKS_MAX) {
                firstNames.put(key, path);
            }
            return false;
        }
        out.member(described(path, TarKind.HARD_LINK, status).link(first).build());
        return true;
    }

    private TarMember.Builder described(String path, TarKind kind, FileStatus status) {
        return TarMember.builder(path, kind)
                .mode(status.permissions())
                .owner(rules.ids().toImage(status.uid()), rules.ids().toImage(status.gid()))
                .mtime(status.mtimeSeconds(), status.mtimeNanos());
    }

    private static Map<String, byte[]> attributes(Fd file) {
        Map<String, byte[]> kept = new TreeMap<>();
        for (String name : Xattr.names(file)) {
            if (LayerAttributes.isKept(name)) {
                Xattr.get(file, name)
                        .ifPresent(value ->
                                kept.put(
                                        RawName.ofText(name),
                                        name.equals(LayerAttributes.CAPABILITY)
                                                ? LayerAttributes.withoutRoot(value)
                                                : value));
            }
        }
        return kept;
    }
}
