package io.jsec.cli.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Copies of the distribution, and whether two are the same. */
final class TreeCopy {
    private static final int ENTRIES_MAX = 10_000;
    private static final int DEPTH_MAX = 16;

    private TreeCopy() {}

    /**
     * A digest over names, sizes, times and executable bits: the AOT cache holds the times, so a
     * copy keeps them, and nothing needs to be read to compare.
     */
    static Optional<String> fingerprint(Path directory) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path path : entries(directory)) {
                digest.update(line(directory, path).getBytes(StandardCharsets.UTF_8));
            }
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String line(Path directory, Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String name = directory.relativize(path).toString();
        if (!attributes.isRegularFile()) {
            return name + "\n";
        }
        return name
                + "\0"
                + attributes.size()
                + "\0"
                + attributes.lastModifiedTime().toMillis()
                + "\0"
                + executable(path)
                + "\n";
    }

    private static boolean executable(Path path) throws IOException {
        int mode = ((Number) Files.getAttribute(path, "unix:mode")).intValue();
        return (mode & 0100) != 0;
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory, DEPTH_MAX)) {
            return walk.limit(ENTRIES_MAX).sorted().toList();
        }
    }

    /** Replaces to by a copy of from; at each moment to is the old tree, absent, or the new one. */
    static void copy(SetupHost host, Path from, Path to) throws IOException {
        Path fresh = Path.of(to + ".new");
        Path old = Path.of(to + ".old");
        RemovedTree.remove(host, fresh.toString());
        RemovedTree.remove(host, old.toString());
        Files.createDirectories(to.getParent());
        for (Path path : entries(from)) {
            copyEntry(path, fresh.resolve(from.relativize(path)));
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(to, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
        RemovedTree.remove(host, old.toString());
    }

    private static void copyEntry(Path from, Path to) throws IOException {
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(to);
            Files.setAttribute(to, "unix:mode", 0755);
        } else if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            boolean executable = executable(from);
            Files.copy(from, to);
            Files.setAttribute(to, "unix:mode", executable ? 0755 : 0644);
            Files.setLastModifiedTime(
                    to, Files.getLastModifiedTime(from, LinkOption.NOFOLLOW_LINKS));
        } else {
            throw new IOException(from + " is neither a file nor a directory");
        }
    }
}
