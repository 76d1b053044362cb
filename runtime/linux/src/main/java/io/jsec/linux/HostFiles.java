package io.jsec.linux;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Small text files of a host below a root: {@code /} for this one, a directory in tests. What is
 * missing or unreadable is empty; nothing is followed out of procfs and sysfs by this class.
 *
 * @param root directory that stands for {@code /}
 */
public record HostFiles(Path root) {
    /** More than any file read here has; the rest of a longer one is left out. */
    private static final int TEXT_BYTES_MAX = 4 << 20;

    private static final int BUFFER_BYTES = 16 << 10;

    /** The host this process runs on. */
    public static HostFiles here() {
        return new HostFiles(Path.of("/"));
    }

    /** Where an absolute path of the host is found. */
    public Path at(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /** The lines of a file; empty where there is none. */
    public List<String> lines(String absolute) {
        return content(absolute).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** The text of a file without white space at its ends. */
    public Optional<String> text(String absolute) {
        return content(absolute).map(String::strip);
    }

    /**
     * Read by large reads only: a number of /proc/sys is whole in the first read and gone in the
     * second, and the library's own readers begin with a single byte where a file says it is empty.
     */
    private Optional<String> content(String absolute) {
        byte[] buffer = new byte[BUFFER_BYTES];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FileInputStream file = new FileInputStream(at(absolute).toFile())) {
            for (int n = file.read(buffer); n > 0 && bytes.size() < TEXT_BYTES_MAX; ) {
                bytes.write(buffer, 0, n);
                n = file.read(buffer);
            }
            return Optional.of(bytes.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The number in a file. */
    public OptionalLong number(String absolute) {
        Optional<String> text = text(absolute);
        try {
            return text.isPresent()
                    ? OptionalLong.of(Long.parseLong(text.get()))
                    : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** A sysctl by its dotted name. */
    public OptionalLong sysctl(String name) {
        return number("/proc/sys/" + name.replace('.', '/'));
    }

    /** Whether something is there, even a dangling link. */
    public boolean exists(String absolute) {
        return Files.exists(at(absolute), LinkOption.NOFOLLOW_LINKS);
    }
}
