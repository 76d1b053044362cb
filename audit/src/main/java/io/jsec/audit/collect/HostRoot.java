package io.jsec.audit.collect;

import io.jsec.rules.Fact;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The files of a host below a root, which is {@code /} but in tests. Paths are those of the host.
 */
final class HostRoot {
    private static final int BYTES_MAX = 8 * 1024 * 1024;

    private final Path root;

    HostRoot(Path root) {
        this.root = root;
    }

    /** Where a path of the host lies. */
    Path at(String path) {
        return root.resolve(path.substring(1));
    }

    /** Whether it is there, as far as that can be seen. */
    boolean exists(String path) {
        return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The text of a file; none where it is not there.
     *
     * @throws IOException where it is there and cannot be read
     */
    Optional<String> text(String path) throws IOException {
        try (InputStream in = Files.newInputStream(at(path))) {
            // Files of the kernel have no size.
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IOException("the file has more than " + BYTES_MAX + " bytes");
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
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
        return path
                + ": "
                + (e instanceof AccessDeniedException ? "permission denied" : e.getMessage());
    }

    /**
     * The names of a folder's entries, ordered; none where it is not there.
     *
     * @throws IOException where it cannot be read
     */
    List<String> list(String path) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(path))) {
            entries.forEach(each -> names.add(String.valueOf(each.getFileName())));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        names.sort(String::compareTo);
        return names;
    }
}
