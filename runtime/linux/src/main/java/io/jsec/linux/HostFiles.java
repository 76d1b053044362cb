package io.jsec.linux;

import java.io.IOException;
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
        try {
            return Files.readAllLines(at(absolute));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The text of a file without white space at its ends. */
    public Optional<String> text(String absolute) {
        try {
            return Optional.of(Files.readString(at(absolute)).strip());
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
