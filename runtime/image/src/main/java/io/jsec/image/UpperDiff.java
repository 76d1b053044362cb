package io.jsec.image;

import io.jsec.linux.Entries;
import io.jsec.linux.Fd;
import io.jsec.linux.FileStatus;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.Statx;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares an overlay's upper directory with what is below it. */
final class UpperDiff {
    private static final int DEPTH_MAX = 1_000;
    private static final int CHANGES_MAX = 1_000_000;

    private final LowerFiles below;
    private final Set<String> left;
    private final List<Change> changes = new ArrayList<>();

    private UpperDiff(LowerFiles below, Set<String> left) {
        this.below = below;
        this.left = left;
    }

    /**
     * The changes, by path.
     *
     * @param lowers highest first
     * @param left raw relative paths that do not count
     */
    static List<Change> of(Path upper, List<Path> lowers, Set<String> left) {
        try (LowerFiles below = new LowerFiles(lowers);
                Fd root = Openat2.open(upper, Fcntl.O_RDONLY, 0)) {
            UpperDiff diff = new UpperDiff(below, left);
            diff.walk(root, new MemberPath(List.of()), false);
            diff.changes.sort(Comparator.comparing(Change::path));
            return List.copyOf(diff.changes);
        } catch (LinuxException e) {
            throw ImageException.failed("comparing " + upper + " with its image", e);
        }
    }

    /**
     * @param fresh whether nothing below shows through here
     */
    private void walk(Fd folder, MemberPath path, boolean fresh) {
        if (path.parts().size() > DEPTH_MAX) {
            throw ImageException.tooLarge(path.toString(), DEPTH_MAX + " levels");
        }
        for (byte[] bytes : Entries.names(folder)) {
            MemberPath entry = path.child(RawName.of(bytes));
            Optional<FileStatus> status = Statx.at(folder, bytes);
            if (status.isEmpty() || left.contains(entry.raw())) {
                continue;
            }
            boolean known = !fresh && below.has(entry);
            if (status.get().isWhiteout()) {
                if (known) {
                    add(Change.Kind.DELETED, entry);
                }
                continue;
            }
            if (!status.get().isDirectory()) {
                add(known ? Change.Kind.MODIFIED : Change.Kind.ADDED, entry);
                continue;
            }
            int before = changes.size();
            try (Fd inner = Openat2.beneath(folder, bytes, Fcntl.O_RDONLY, 0)) {
                boolean opaque = Whiteouts.isOpaque(inner);
                walk(inner, entry, fresh || !known || opaque);
            } catch (LinuxException e) {
                if (!e.is(Errno.ENOENT)) {
                    throw e;
                }
                continue;
            }
            // A folder that only holds mount points of the engine is none of the container's.
            if (!known || changes.size() > before || !holdsLeft(entry)) {
                add(known ? Change.Kind.MODIFIED : Change.Kind.ADDED, entry);
            }
        }
    }

    private boolean holdsLeft(MemberPath folder) {
        return left.stream().anyMatch(path -> path.startsWith(folder.raw() + "/"));
    }

    private void add(Change.Kind kind, MemberPath path) {
        if (changes.size() == CHANGES_MAX) {
            throw ImageException.tooLarge("the container", CHANGES_MAX + " changed files");
        }
        changes.add(new Change(kind, path.text()));
    }
}
