package io.jsec.image;

import io.jsec.linux.Entries;
import io.jsec.linux.Fd;
import io.jsec.linux.FileStatus;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.Statx;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Files of a container below a descriptor of its root: {@code /proc/PID/root} of a running one, or
 * a {@link MergedView}. No path and no link leaves that root, and nothing in it is executed.
 */
public final class ContainerFiles {
    private final Fd root;
    private final IdRanges ids;
    private final Set<String> hidden;

    /**
     * Borrows the root.
     *
     * @param root opened with O_PATH or for reading
     * @param ids how the container's ids are seen here
     */
    public ContainerFiles(Fd root, IdRanges ids) {
        this(root, ids, Set.of());
    }

    /**
     * The same with folders that seem empty, by whatever name they are reached.
     *
     * @param hidden absolute paths of mounts: of the kernel's own file systems in a running one
     */
    public ContainerFiles(Fd root, IdRanges ids, Set<String> hidden) {
        this.root = root;
        this.ids = ids;
        this.hidden = Set.copyOf(hidden);
    }

    /**
     * Looks at a path; a final symbolic link is not followed, unless the path ends with a slash.
     *
     * @throws ImageException NOT_FOUND; BAD_PARAMETER where it goes through what is no folder
     */
    public PathStat stat(String path) {
        MemberPath parsed = parse(path);
        if (parsed.isRoot()) {
            return PathStat.of("/", Statx.of(root), "");
        }
        String name = RawName.text(parsed.name());
        if (endsInFolder(path)) {
            try (Fd folder = open(parsed, true)) {
                requireShown(folder, path, false);
                return PathStat.of(name, Statx.of(folder), "");
            }
        }
        try (Fd folder = open(parsed.parent(), true)) {
            requireShown(folder, path, true);
            FileStatus status =
                    LayerTree.status(folder, parsed.name()).orElseThrow(() -> missing(path));
            String target = status.isSymbolicLink() ? target(parsed) : "";
            return PathStat.of(name, status, target);
        } catch (LinuxException e) {
            throw failed(path, e);
        }
    }

    /** The places that a link leads to, as the root's own path. */
    private String target(MemberPath link) {
        try (Fd there = open(link, false)) {
            return inside(there);
        } catch (ImageException | IOException e) {
            // It leads nowhere: then where it would lead.
            return literalTarget(link);
        }
    }

    /** Where a descriptor is, as the root's own path without links. */
    private String inside(Fd there) throws IOException {
        Path self = Path.of("/proc/self/fd");
        String at = Files.readSymbolicLink(self.resolve("" + there.number())).toString();
        String top = Files.readSymbolicLink(self.resolve("" + root.number())).toString();
        boolean below = !top.equals("/") && at.startsWith(top);
        String inside = below ? at.substring(top.length()) : at;
        return inside.isEmpty() ? "/" : inside;
    }

    /**
     * What is below a hidden folder is not there.
     *
     * @param in whether it is the entry of a folder, else the folder itself
     */
    private void requireShown(Fd folder, String path, boolean in) {
        if (hidden.isEmpty()) {
            return;
        }
        try {
            String at = inside(folder);
            for (String each : hidden) {
                if (at.startsWith(each + "/") || (in && at.equals(each))) {
                    throw missing(path);
                }
            }
        } catch (IOException e) {
            throw ImageException.failed("reading " + path, e);
        }
    }

    /** The mounts that hidden folders are the tops of. */
    private Set<Long> hiddenMounts() {
        Set<Long> mounts = new HashSet<>();
        for (String each : hidden) {
            byte[] name = RawName.bytes(RawName.ofText(each));
            try (Fd there = Openat2.inRoot(root, name, Fcntl.O_PATH, 0)) {
                mounts.add(Statx.of(there).mountId());
            } catch (LinuxException e) {
                if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
                    throw e;
                }
            }
        }
        mounts.remove(Statx.of(root).mountId());
        return mounts;
    }

    private String literalTarget(MemberPath link) {
        try (Fd folder = open(link.parent(), true)) {
            String raw = RawName.of(Entries.target(folder, RawName.bytes(link.name())));
            String full = raw.startsWith("/") ? raw : link.parent().raw() + "/" + raw;
            return MemberPath.parse(full).text();
        } catch (IllegalArgumentException | LinuxException e) {
            return "";
        }
    }

    /**
     * Writes what is at a path as a tar archive, whose names start with the path's last component.
     * Mounts below the start are part of it, hidden ones as empty folders.
     *
     * @throws ImageException NOT_FOUND, FAILED
     */
    public void get(String path, OutputStream out) {
        MemberPath parsed = parse(path);
        try (Fd folder = open(parsed.isRoot() ? parsed : parsed.parent(), true);
                TarWriter tar = new TarWriter(out)) {
            TreeTar.Rules rules = new TreeTar.Rules(ids, false, true, Set.of(), hiddenMounts());
            TreeTar tree = new TreeTar(tar, rules);
            if (parsed.isRoot()) {
                tree.self(folder, ".");
                tree.contents(folder, "./");
            } else if (endsInFolder(path)) {
                try (Fd inner = open(parsed, true)) {
                    requireShown(inner, path, false);
                    String top = path.endsWith("/.") ? "." : parsed.name();
                    tree.self(inner, top);
                    tree.contents(inner, top + "/");
                }
            } else {
                requireShown(folder, path, true);
                tree.entry(folder, parsed.name(), parsed.name());
            }
        } catch (IOException e) {
            throw ImageException.failed("reading " + path, e);
        } catch (LinuxException e) {
            throw failed(path, e);
        }
    }

    /**
     * Writes the whole root, without what is mounted in it.
     *
     * @param left absolute paths that are no part of it
     */
    public void export(OutputStream out, Set<String> left) {
        TreeTar.Rules rules =
                new TreeTar.Rules(ids, false, false, ImageMaking.relative(left), Set.of());
        try (Fd top = open(new MemberPath(List.of()), true);
                TarWriter tar = new TarWriter(out)) {
            new TreeTar(tar, rules).contents(top, "");
        } catch (IOException e) {
            throw ImageException.failed("exporting a container", e);
        } catch (LinuxException e) {
            throw failed("/", e);
        }
    }

    /**
     * How to unpack.
     *
     * @param keepKinds a folder and something else do not replace one another
     * @param uid who gets every file; absent: who the archive says
     * @param gid the group to that
     */
    public record Put(boolean keepKinds, OptionalLong uid, OptionalLong gid) {}

    /**
     * Unpacks a tar archive, compressed or not, into a folder. Device nodes are left out.
     *
     * @return what was left out, in sentences
     * @throws ImageException NOT_FOUND; BAD_PARAMETER where the path is no folder; of unpacking
     */
    public List<String> put(String path, InputStream archive, Put how) {
        MemberPath below = parse(path);
        Optional<UnpackRules.Owner> owner =
                how.uid().isPresent()
                        ? Optional.of(
                                new UnpackRules.Owner(how.uid().getAsLong(), how.gid().orElse(0)))
                        : Optional.empty();
        UnpackRules rules =
                new UnpackRules(false, Owners.ofThisProcess(), ids, owner, how.keepKinds(), below);
        try (Fd folder = open(below, true);
                Fd top = open(new MemberPath(List.of()), true)) {
            requireShown(folder, path, true);
            if (!Statx.of(folder).isDirectory()) {
                throw notAFolder(path);
            }
            LayerLimits limits = LayerLimits.DEFAULT;
            try (InputStream plain = limits.bounded(Compression.plain(archive), "archive")) {
                return LayerUnpacker.unpackInPlace(plain, top, rules, limits).notes();
            }
        } catch (EOFException | ZipException e) {
            throw ImageException.invalid("archive", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw ImageException.failed("reading an archive", e);
        }
    }

    private static MemberPath parse(String path) {
        try {
            return clean(path);
        } catch (IllegalArgumentException e) {
            throw ImageException.said(
                    ImageException.Kind.BAD_PARAMETER, String.valueOf(e.getMessage()));
        }
    }

    /** As Go cleans an absolute path: {@code ..} at the top stays at the top. */
    private static MemberPath clean(String path) {
        MemberPath at = new MemberPath(List.of());
        for (String part : RawName.ofText(path).split("/", -1)) {
            if (part.equals("..")) {
                at = at.isRoot() ? at : at.parent();
            } else if (!part.isEmpty() && !part.equals(".")) {
                at = at.child(part);
            }
        }
        return MemberPath.parse(at.raw());
    }

    private static boolean endsInFolder(String path) {
        return path.endsWith("/") || path.endsWith("/.");
    }

    private Fd open(MemberPath path, boolean folder) {
        byte[] name = RawName.bytes(path.raw() + (folder ? "/" : ""));
        int flags = folder ? Fcntl.O_RDONLY : Fcntl.O_PATH;
        try {
            return Openat2.inRoot(root, name, flags, 0);
        } catch (LinuxException e) {
            throw failed(path.text(), e);
        }
    }

    private static ImageException failed(String path, LinuxException e) {
        if (e.is(Errno.ENOENT)) {
            return missing(path);
        }
        if (e.is(Errno.ENOTDIR)) {
            return notAFolder(path);
        }
        return ImageException.failed("reading " + path, e);
    }

    private static ImageException missing(String path) {
        return ImageException.said(
                ImageException.Kind.NOT_FOUND, "Could not find the file " + path);
    }

    private static ImageException notAFolder(String path) {
        return ImageException.said(ImageException.Kind.BAD_PARAMETER, path + ": not a directory");
    }
}
