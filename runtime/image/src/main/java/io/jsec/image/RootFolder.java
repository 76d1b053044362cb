package io.jsec.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The unpacked root file system of an image: plain files and folders of the engine's own user. */
final class RootFolder {
    private static final int FOLDER_MODE_AT_WORK = 0700;
    private static final int MODE_MASK = 07777;

    private final Path folder;

    RootFolder(Path folder) {
        this.folder = folder;
    }

    /** Creates everything. Folders get their modes last: some are not writable by then. */
    void unpack(List<TarEntry> entries) throws IOException {
        Files.createDirectory(folder);
        for (TarEntry entry : entries) {
            Path path = folder.resolve(entry.path());
            if (entry.folder()) {
                Files.createDirectory(path);
                setMode(path, FOLDER_MODE_AT_WORK);
            } else {
                Files.write(path, entry.content(), StandardOpenOption.CREATE_NEW);
                setMode(path, entry.mode());
            }
        }
        for (TarEntry entry : entries.reversed()) {
            if (entry.folder()) {
                setMode(folder.resolve(entry.path()), entry.mode());
            }
        }
        setMode(folder, 0755);
    }

    /**
     * Compares what is there with what was unpacked.
     *
     * @throws ImageException naming the first path that differs
     */
    void verify(List<TarEntry> entries) throws IOException {
        for (TarEntry entry : entries) {
            Path path = folder.resolve(entry.path());
            boolean kind =
                    entry.folder()
                            ? Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                            : Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
            if (!kind) {
                throw changed(entry.path(), "is missing or of another kind");
            }
            if (mode(path) != entry.mode()) {
                throw changed(entry.path(), "has another mode");
            }
            if (!entry.folder() && !holds(path, entry.content())) {
                throw changed(entry.path(), "has another content");
            }
        }
        Set<String> extra = present();
        entries.forEach(entry -> extra.remove(entry.path()));
        if (!extra.isEmpty()) {
            throw changed(extra.iterator().next(), "does not belong to the image");
        }
    }

    private static boolean holds(Path path, byte[] content) throws IOException {
        return Files.size(path) == content.length
                && Arrays.equals(Files.readAllBytes(path), content);
    }

    private Set<String> present() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.skip(1)
                    .map(path -> folder.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private ImageException changed(String path, String how) {
        Path image = folder.getParent();
        return ImageException.refused(
                "image in " + image,
                "/" + path + " " + how,
                "remove " + image + " and start again");
    }

    /** The JDK knows the sticky bit by this attribute only. */
    private static void setMode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & MODE_MASK;
    }
}
