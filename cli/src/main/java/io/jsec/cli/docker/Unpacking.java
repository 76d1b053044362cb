package io.jsec.cli.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The archive of a container's files, unpacked on this host. The container wrote it: no entry
 * leaves the target, and none is written through a link that another entry made.
 */
final class Unpacking {
    private final Path target;
    private final boolean into;
    private final boolean owners;

    /** Folders whose time is set at the end, when nothing more is put into them. */
    private final Deque<TarEntry> folders = new ArrayDeque<>();

    /**
     * For one target.
     *
     * @param target the file or folder that is made, or the folder that things are put into
     * @param into whether the first part of each name is kept
     * @param owners whether files get the owners they have in the container
     */
    Unpacking(Path target, boolean into, boolean owners) {
        this.target = target;
        this.into = into;
        this.owners = owners;
    }

    void unpack(TarReader tar) throws IOException {
        Optional<TarEntry> entry = tar.next();
        while (entry.isPresent()) {
            write(entry.get(), place(entry.get().name()), tar);
            entry = tar.next();
        }
        while (!folders.isEmpty()) {
            TarEntry folder = folders.pop();
            Path place = place(folder.name());
            Files.setAttribute(place, "unix:mode", folder.mode(), LinkOption.NOFOLLOW_LINKS);
            time(place, folder);
        }
    }

    /** Where an entry goes; its folders must be folders. */
    private Path place(String name) throws IOException {
        Path path = Path.of(name);
        if (path.isAbsolute()) {
            throw new IOException("an entry with an absolute path: " + name);
        }
        Path place = target;
        for (int i = 0; i < path.getNameCount(); i++) {
            String part = path.getName(i).toString();
            if (part.equals("..")) {
                throw new IOException("an entry that leads out of the target: " + name);
            }
            if ((i == 0 && !into) || part.equals(".") || part.isEmpty()) {
                continue;
            }
            if (!place.equals(target) && !Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("an entry below what is no folder: " + name);
            }
            place = place.resolve(part);
        }
        return place;
    }

    private void write(TarEntry entry, Path place, TarReader tar) throws IOException {
        boolean folderThere = Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
        if (entry.kind() == TarEntry.Kind.FOLDER) {
            folder(entry, place, folderThere);
            return;
        }
        if (folderThere) {
            throw new IOException("cannot overwrite directory with non-directory: " + place);
        }
        switch (entry.kind()) {
            case FILE -> file(entry, place, tar);
            case SYMBOLIC_LINK -> {
                Files.deleteIfExists(place);
                Files.createSymbolicLink(place, Path.of(entry.link()));
            }
            case HARD_LINK -> {
                Files.deleteIfExists(place);
                Path other = place(entry.link());
                if (Files.isSymbolicLink(other)) {
                    Files.copy(other, place, LinkOption.NOFOLLOW_LINKS);
                } else {
                    Files.createLink(place, other);
                }
            }
            case CHARACTER_DEVICE, BLOCK_DEVICE, PIPE ->
                    throw new IOException("a device or pipe is not made on this host: " + place);
            case FOLDER -> throw new IllegalStateException("a folder was made above");
        }
        owner(entry, place);
        if (entry.kind() == TarEntry.Kind.FILE) {
            Files.setAttribute(place, "unix:mode", entry.mode(), LinkOption.NOFOLLOW_LINKS);
            time(place, entry);
        }
    }

    private void folder(TarEntry entry, Path place, boolean there) throws IOException {
        if (!there) {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !place.equals(target)) {
                Files.delete(place);
            }
            if (!Files.isDirectory(place)) {
                Files.createDirectory(place);
            }
        }
        owner(entry, place);
        folders.push(entry);
    }

    private static void file(TarEntry entry, Path place, TarReader tar) throws IOException {
        Path part = Files.createTempFile(place.toAbsolutePath().getParent(), ".tmp-", "");
        try {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.WRITE)) {
                tar.content().transferTo(out);
            }
            Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        assert entry.kind() == TarEntry.Kind.FILE;
    }

    private void owner(TarEntry entry, Path place) throws IOException {
        if (owners) {
            Files.setAttribute(place, "unix:uid", (int) entry.uid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(place, "unix:gid", (int) entry.gid(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static void time(Path place, TarEntry entry) throws IOException {
        Files.getFileAttributeView(place, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(entry.modified()), null, null);
    }
}
