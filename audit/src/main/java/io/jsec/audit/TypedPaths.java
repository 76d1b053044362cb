package io.jsec.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Paths that a user typed: they lie in the tree, and no symbolic link lies on the way to them. */
final class TypedPaths {
    private static final int HEAD_BYTES = 4_096;

    private final Path root;
    private final Path directory;

    /**
     * For one tree.
     *
     * @param directory the working directory
     */
    TypedPaths(Path root, Path directory) {
        this.root = root;
        this.directory = directory;
    }

    /** A path from the tree's root, with {@code /} between its parts. */
    String relative(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    /**
     * What a word names.
     *
     * @throws PolicyException where it lies elsewhere
     */
    Path within(String typed) {
        Path path = directory.resolve(typed).normalize();
        if (!path.startsWith(root)) {
            throw new PolicyException(
                    typed + " refused: it lies outside " + root + ". Instead: cd there first");
        }
        if (!Files.isSymbolicLink(path) && throughLink(path)) {
            throw new PolicyException(
                    typed
                            + " refused: a symbolic link lies on the way. Instead: name the"
                            + " file or folder itself");
        }
        return path;
    }

    private boolean throughLink(Path path) {
        try {
            Path straight = root.toRealPath().resolve(root.relativize(path)).normalize();
            return Files.exists(path) && !path.toRealPath().equals(straight);
        } catch (IOException e) {
            throw new PolicyException(
                    path + " refused: it cannot be read: " + e + ". Instead: mend its mode");
        }
    }

    /**
     * A file that its user names is judged, whatever it is called.
     *
     * @throws PolicyException where it is none, or of no known kind
     */
    Discovery.Found named(String typed) {
        Path path = plain(typed);
        FileKind kind =
                FileKind.of(path.getFileName().toString(), head(path))
                        .orElseThrow(() ->
                                new PolicyException(
                                        typed
                                                + " refused: it is neither a Dockerfile nor"
                                                + " a compose file nor a daemon.json nor a"
                                                + " saved image by its name. Instead: rename"
                                                + " it"));
        return new Discovery.Found(kind, path, relative(path));
    }

    /**
     * A compose file, whatever it is called.
     *
     * @throws PolicyException where it is no file
     */
    Discovery.Found compose(String typed) {
        Path path = plain(typed);
        return new Discovery.Found(FileKind.COMPOSE, path, relative(path));
    }

    private Path plain(String typed) {
        Path path = within(typed);
        if (Files.isSymbolicLink(path)) {
            throw new PolicyException(
                    typed + " refused: it is a symbolic link. Instead: name the file itself");
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new PolicyException(
                    typed + " refused: there is no such file. Instead: name a file or a folder");
        }
        return path;
    }

    private static String head(Path path) {
        try (var in = Files.newInputStream(path)) {
            return new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
