package io.jsec.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A process as the kernel shows it to somebody outside: /proc/PID, and nothing of ours. */
final class ProcReader {
    private final Path directory;

    ProcReader(long pid) {
        directory = Path.of("/proc", Long.toString(pid));
    }

    /**
     * A line of mountinfo.
     *
     * @param target as the process sees it
     * @param options of the mount: ro, nosuid …
     * @param type of the file system
     * @param superOptions of the file system: size=64k …
     */
    record MountLine(String target, Set<String> options, String type, Set<String> superOptions) {}

    /** The fields of status, by name, in words. */
    record Status(Map<String, List<String>> fields) {
        /** The words of a field; none where the kernel does not have it. */
        List<String> of(String name) {
            return fields.getOrDefault(name, List.of());
        }
    }

    Status status() throws IOException {
        Map<String, List<String>> fields = new HashMap<>();
        for (String line : Files.readAllLines(directory.resolve("status"))) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            fields.put(
                    line.substring(0, colon),
                    value.isEmpty() ? List.of() : List.of(value.split("\\s+", -1)));
        }
        return new Status(fields);
    }

    /** Every mount, in the kernel's order: a later one on the same target covers an earlier one. */
    List<MountLine> mounts() throws IOException {
        return Files.readAllLines(directory.resolve("mountinfo")).stream()
                .map(ProcReader::mount)
                .toList();
    }

    private static MountLine mount(String line) {
        String[] words = line.split(" ", -1);
        int dash = Arrays.asList(words).indexOf("-");
        return new MountLine(
                words[4].replace("\\040", " "),
                Set.of(words[5].split(",", -1)),
                words[dash + 1],
                Set.of(words[dash + 3].split(",", -1)));
    }

    /** The lines of an id map, ids outside being the reader's. */
    List<IdRange> idMap(String kind) throws IOException {
        return Files.readAllLines(directory.resolve(kind + "_map")).stream()
                .map(line -> line.strip().split("\\s+", -1))
                .map(words ->
                        new IdRange(
                                Long.parseLong(words[0]),
                                Long.parseLong(words[1]),
                                Long.parseLong(words[2])))
                .toList();
    }

    /** A namespace as it names itself: net:[4026531840]. */
    String namespace(String name) throws IOException {
        return Files.readSymbolicLink(directory.resolve("ns").resolve(name)).toString();
    }

    /** Soft and hard limit by the kernel's title, such as "Max open files". */
    List<String> limit(String title) throws IOException {
        return Files.readAllLines(directory.resolve("limits")).stream()
                .filter(line -> line.startsWith(title + " "))
                .map(line -> List.of(line.substring(26).strip().split("\\s+", -1)).subList(0, 2))
                .findFirst()
                .orElseThrow();
    }

    /** A file's text without its last newline. */
    String text(String name) throws IOException {
        return Files.readString(directory.resolve(name)).strip();
    }

    /** Strings that end with a NUL each: cmdline, environ. */
    List<String> strings(String name) throws IOException {
        String all =
                new String(Files.readAllBytes(directory.resolve(name)), StandardCharsets.UTF_8);
        return all.isEmpty()
                ? List.of()
                : List.of(all.substring(0, all.length() - 1).split("\0", -1));
    }

    /** Where a link such as cwd leads. */
    String link(String name) throws IOException {
        return Files.readSymbolicLink(directory.resolve(name)).toString();
    }

    /** Numbers of open descriptors, sorted. */
    List<Integer> descriptors() throws IOException {
        try (Stream<Path> links = Files.list(directory.resolve("fd"))) {
            return links.map(link -> Integer.parseInt(link.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}
