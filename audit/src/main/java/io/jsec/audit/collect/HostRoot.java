package io.jsec.audit.collect;

import static java.util.Objects.requireNonNull;

import io.jsec.audit.IoReason;
import io.jsec.rules.Fact;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of a host below a root, which is {@code /} but in tests. Paths are those of the host,
 * and so are the goals of links.
 */
final class HostRoot {
    /** As the kernel has it (path_resolution(7)). */
    private static final int LINKS_MAX = 40;

    private static final int BYTES_MAX = 8 * 1024 * 1024;
    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;
    private static final int SOCKET = 0140000;

    private final Path root;

    HostRoot(Path root) {
        this.root = root;
    }

    /** What a path leads to, with its mode, type and owners (inode(7)). */
    record Found(String path, int mode, long uid, long gid) {
        int type() {
            return mode & TYPE;
        }

        boolean isRegular() {
            return type() == REGULAR;
        }

        boolean isFolder() {
            return type() == FOLDER;
        }

        boolean isSocket() {
            return type() == SOCKET;
        }
    }

    /**
     * Where a path of the host lies.
     *
     * @throws IOException where it is no path
     */
    private Path at(String path) throws IOException {
        try {
            return root.resolve(path.substring(1));
        } catch (InvalidPathException e) {
            throw new FileSystemException(path, null, "the name cannot be expressed");
        }
    }

    /**
     * Follows a path with all its links, below the root.
     *
     * @throws NoSuchFileException where it leads to nothing
     * @throws IOException where it cannot be followed
     */
    Found find(String path) throws IOException {
        Deque<String> rest = new ArrayDeque<>(List.of(path.split("/", -1)));
        Found here = stat("");
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.equals("..")) {
                here = stat(here.path().substring(0, Math.max(0, here.path().lastIndexOf('/'))));
            } else if (!name.isEmpty() && !name.equals(".")) {
                Found next = stat(here.path() + "/" + name);
                if (next.type() == LINK) {
                    links++;
                    if (links > LINKS_MAX) {
                        throw new FileSystemLoopException(path);
                    }
                    String goal = link(next.path());
                    here = goal.startsWith("/") ? stat("") : here;
                    List.of(goal.split("/", -1)).reversed().forEach(rest::push);
                } else {
                    here = next;
                }
            }
        }
        return here.path().isEmpty() ? new Found("/", here.mode(), here.uid(), here.gid()) : here;
    }

    private Found stat(String path) throws IOException {
        Path file = at(path.isEmpty() ? "/" : path);
        return new Found(
                path,
                number(file, "unix:mode"),
                Integer.toUnsignedLong(number(file, "unix:uid")),
                Integer.toUnsignedLong(number(file, "unix:gid")));
    }

    private static int number(Path file, String attribute) throws IOException {
        return (Integer)
                requireNonNull(Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Where a link leads.
     *
     * @throws IOException where it is none, or cannot be read
     */
    String link(String path) throws IOException {
        try {
            return Files.readSymbolicLink(at(path)).toString();
        } catch (NotLinkException e) {
            throw new FileSystemException(path, null, "this is no link");
        }
    }

    /** What a path leads to; none where that is nothing or cannot be seen. */
    Optional<Found> seen(String path) {
        try {
            return Optional.of(find(path));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The text of a regular file; none where it is not there.
     *
     * @throws IOException where it is there and cannot be read
     */
    Optional<String> text(String path) throws IOException {
        try {
            Found file = find(path);
            if (!file.isRegular()) {
                // A pipe would hold the audit for as long as nobody writes to it.
                throw new FileSystemException(path, null, "this is no regular file");
            }
            try (InputStream in = Files.newInputStream(at(file.path()))) {
                // Files of the kernel have no size.
                byte[] bytes = in.readNBytes(BYTES_MAX + 1);
                if (bytes.length > BYTES_MAX) {
                    throw new IOException("the file has more than " + BYTES_MAX + " bytes");
                }
                return Optional.of(new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    /** What a file's text says; unknown where it cannot be read. */
    <T> Fact<T> fact(String path, Function<String, T> read) {
        SourceLocation place = SourceLocation.whole(path);
        try {
            return text(path)
                    .map(read)
                    .map(value -> Fact.of(value, place))
                    .orElseGet(() -> Fact.absent(place));
        } catch (IOException e) {
            return Fact.unknown(why(path, e));
        }
    }

    /** A reason in words. */
    static String why(String path, IOException e) {
        return path + ": " + IoReason.of(e);
    }

    /**
     * The names of a folder's entries, ordered; none where it is not there.
     *
     * @throws IOException where it cannot be read
     */
    List<String> list(String path) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(find(path).path()))) {
            entries.forEach(each -> names.add(String.valueOf(each.getFileName())));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw requireNonNull(e.getCause());
        }
        names.sort(String::compareTo);
        return names;
    }
}
