package io.jsec.image;

import io.jsec.linux.Entries;
import io.jsec.linux.Fd;
import io.jsec.linux.FileAttributes;
import io.jsec.linux.FileStatus;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Unpacks one layer into a folder, ready to be a lower directory of an overlay: whiteouts become
 * character devices 0:0 and {@code user.overlay.opaque}. Device nodes are left out and noted.
 *
 * <p>Nothing outside of the folder is touched, whatever the archive says: see {@link LayerTree}.
 */
final class LayerUnpacker {
    private static final int FOLDER_MODE_AT_WORK = 0700;
    private static final int FILE_MODE_AT_WORK = 0600;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Memory for folders that wait for their mode: that of a fourth of an engine's heap. */
    private static final long FOLDER_BYTES_MAX = 128L << 20;

    private static final int FOLDER_BYTES = 134;

    private final Fd root;
    private final LayerTree tree;
    private final UnpackRules rules;
    private final LayerLimits limits;
    private final LayerReport.Notes notes = new LayerReport.Notes();
    private final LayerAttributes attributes = new LayerAttributes(notes);
    private final Whiteouts whiteouts;
    private final Map<Long, Later> folders = new HashMap<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long entries;
    private long bytes;
    private long folderBytes;

    private LayerUnpacker(Fd root, LayerTree tree, UnpackRules rules, LayerLimits limits) {
        this.root = root;
        this.tree = tree;
        this.rules = rules;
        this.limits = limits;
        this.whiteouts = new Whiteouts(tree);
    }

    /**
     * A folder whose mode and time are set when nothing is put into it any more: no more of it than
     * that, for there may be many, with attributes of a mebibyte each.
     */
    private record Later(String path, long inode, int mode, long seconds, int nanos) {
        static Later of(MemberPath path, long inode, TarMember member) {
            return new Later(
                    path.raw(), inode, member.mode(), member.mtimeSeconds(), member.mtimeNanos());
        }

        long depth() {
            return path.chars().filter(c -> c == '/').count();
        }
    }

    /**
     * Unpacks an uncompressed archive.
     *
     * @param root open for reading
     * @param trash a folder of the same file system for what the archive itself replaces
     * @throws ImageException INVALID_ARCHIVE, TOO_LARGE, UNSUPPORTED (an owner) or DISK_FULL
     */
    static LayerReport unpack(
            InputStream archive, Fd root, Fd trash, UnpackRules rules, LayerLimits limits)
            throws IOException {
        try (LayerTree tree = new LayerTree(root, Optional.of(trash))) {
            return run(archive, root, tree, rules, limits, "layer");
        }
    }

    /** Unpacks an archive into files that are in use, where nothing can be moved away. */
    static LayerReport unpackInPlace(
            InputStream archive, Fd root, UnpackRules rules, LayerLimits limits)
            throws IOException {
        try (LayerTree tree = new LayerTree(root, Optional.empty())) {
            return run(archive, root, tree, rules, limits, "archive");
        }
    }

    private static LayerReport run(
            InputStream archive,
            Fd root,
            LayerTree tree,
            UnpackRules rules,
            LayerLimits limits,
            String what)
            throws IOException {
        try {
            return new LayerUnpacker(root, tree, rules, limits).run(new TarReader(archive));
        } catch (IllegalArgumentException | EOFException | ZipException e) {
            throw ImageException.invalid(what, String.valueOf(e.getMessage()));
        } catch (LinuxException e) {
            if (e.is(Errno.ENAMETOOLONG) || e.is(Errno.EMLINK)) {
                throw ImageException.invalid(what, String.valueOf(e.getMessage()));
            }
            throw ImageException.failed("unpacking a " + what, e);
        }
    }

    private LayerReport run(TarReader archive) throws IOException {
        for (TarMember member = archive.next(); member != null; member = archive.next()) {
            if (++entries > limits.entriesMax()) {
                throw ImageException.tooLarge("layer", limits.entriesMax() + " files");
            }
            MemberPath path = MemberPath.parse(member.path());
            if (path.isRoot()) {
                takeRoot(member);
            } else if (!rules.layer() || !whiteouts.take(path)) {
                take(archive, rules.place(path), member);
            }
        }
        tree.forget();
        // What is inside first: its folder may be closed to us afterwards.
        folders.values().stream()
                .sorted(Comparator.comparingLong((Later l) -> -l.depth()))
                .forEach(this::finish);
        return new LayerReport(entries, bytes, whiteouts.opaqueRoot(), notes.all());
    }

    private void takeRoot(TarMember member) {
        if (member.kind() != TarKind.FOLDER) {
            throw new IllegalArgumentException("the root is not a folder");
        }
        if (rules.layer()) {
            attributes.set(root, member);
            FileAttributes.mode(root, member.mode());
        }
    }

    private void take(TarReader archive, MemberPath path, TarMember member) throws IOException {
        Fd folder = tree.folder(path.parent());
        byte[] name = RawName.bytes(path.name());
        Optional<FileStatus> there = LayerTree.status(folder, path.name());
        if (member.kind() == TarKind.HARD_LINK) {
            takeHardLink(path, member, there);
            return;
        }
        rules.check(path, member, there);
        boolean hides = rules.layer() && there.map(FileStatus::isWhiteout).orElse(false);
        boolean merges =
                member.kind() == TarKind.FOLDER && there.map(FileStatus::isDirectory).orElse(false);
        if (there.isPresent() && !merges) {
            tree.replace(folder, path.name(), there.get());
        }
        switch (member.kind()) {
            case FILE -> takeFile(archive, folder, path, member);
            case SYMBOLIC_LINK -> {
                if (member.link().isEmpty()) {
                    throw new IllegalArgumentException("'" + path + "' is a link to nothing");
                }
                Entries.makeLink(RawName.bytes(member.link()), folder, name);
                bytes += member.link().length();
                give(folder, path, member);
                attributes.dropped(path, member);
                time(folder, name, member);
            }
            case FOLDER -> takeFolder(folder, path, member, merges, hides);
            case PIPE -> {
                Entries.makePipe(folder, name, FILE_MODE_AT_WORK);
                give(folder, path, member);
                FileAttributes.mode(folder, name, member.mode());
                attributes.dropped(path, member);
                time(folder, name, member);
            }
            case CHARACTER_DEVICE, BLOCK_DEVICE ->
                    notes.add("the device node " + path + " was left out");
            case HARD_LINK -> throw new IllegalStateException("taken above");
        }
    }

    private void takeFile(TarReader archive, Fd folder, MemberPath path, TarMember member)
            throws IOException {
        bytes = Math.addExact(bytes, member.size());
        if (bytes > limits.bytesMax()) {
            throw ImageException.tooLarge("layer", limits.bytesMax() + " bytes");
        }
        int flags = Fcntl.O_WRONLY | Fcntl.O_CREAT | Fcntl.O_EXCL;
        byte[] name = RawName.bytes(path.name());
        try (Fd file = Openat2.beneath(folder, name, flags, FILE_MODE_AT_WORK)) {
            TarContent.write(archive, member, file, buffer);
            give(folder, path, member);
            attributes.set(file, member);
            FileAttributes.mode(file, member.mode());
        }
        time(folder, name, member);
    }

    private void takeFolder(
            Fd parent, MemberPath path, TarMember member, boolean merges, boolean hides) {
        byte[] name = RawName.bytes(path.name());
        if (!merges) {
            Entries.makeDirectory(parent, name, FOLDER_MODE_AT_WORK);
        }
        give(parent, path, member);
        try (Fd folder = Openat2.beneath(parent, name, Fcntl.O_RDONLY, 0)) {
            if (hides) {
                Whiteouts.makeOpaque(folder);
            }
            attributes.set(folder, member);
            FileStatus status = LayerTree.status(parent, path.name()).orElseThrow();
            if (rules.owners() == Owners.MAPPED) {
                FileAttributes.mode(folder, member.mode());
            }
            Later later = Later.of(path, status.inode(), member);
            if (folders.put(status.inode(), later) == null) {
                folderBytes += FOLDER_BYTES + later.path().length();
            }
            if (folderBytes > FOLDER_BYTES_MAX) {
                throw ImageException.tooLarge("layer", "1000000 folders, or fewer of long names");
            }
        }
    }

    private void takeHardLink(MemberPath path, TarMember member, Optional<FileStatus> there) {
        MemberPath target = rules.place(MemberPath.parse(member.link()));
        if (target.isRoot()) {
            throw new IllegalArgumentException("'" + path + "' is a hard link to the root");
        }
        try (Fd from = tree.existing(target.parent()).orElseThrow(() -> noTarget(path, target))) {
            FileStatus file =
                    LayerTree.status(from, target.name()).orElseThrow(() -> noTarget(path, target));
            if (file.isDirectory() || file.isWhiteout()) {
                throw noTarget(path, target);
            }
            if (there.isPresent() && there.get().inode() == file.inode()) {
                return;
            }
            Fd folder = tree.folder(path.parent());
            if (there.isPresent()) {
                tree.replace(folder, path.name(), there.get());
            }
            byte[] old = RawName.bytes(target.name());
            Entries.makeHardLink(from, old, folder, RawName.bytes(path.name()));
        } catch (LinuxException e) {
            throw e.is(Errno.ENOENT) ? noTarget(path, target) : e;
        }
    }

    private static IllegalArgumentException noTarget(MemberPath path, MemberPath target) {
        return new IllegalArgumentException(
                "'" + path + "' is a hard link to " + target + ", which is no file of this layer");
    }

    private void give(Fd folder, MemberPath path, TarMember member) {
        byte[] name = RawName.bytes(path.name());
        rules.give(folder, name, member, path.raw());
    }

    private static void time(Fd folder, byte[] name, TarMember member) {
        FileAttributes.times(folder, name, member.mtimeSeconds(), member.mtimeNanos());
    }

    /** Sets mode and time of a folder, unless something else has taken its place since. */
    private void finish(Later later) {
        MemberPath path = new MemberPath(List.of(later.path().split("/", -1)));
        Optional<Fd> parent = tree.existing(path.parent());
        if (parent.isEmpty()) {
            return;
        }
        byte[] name = RawName.bytes(path.name());
        try (Fd folder = parent.get()) {
            Optional<FileStatus> status = LayerTree.status(folder, path.name());
            if (status.map(FileStatus::inode).orElse(0L) != later.inode()) {
                return;
            }
            try (Fd open = Openat2.beneath(folder, name, Fcntl.O_RDONLY, 0)) {
                FileAttributes.mode(open, later.mode());
            }
            FileAttributes.times(folder, name, later.seconds(), later.nanos());
        }
    }
}
