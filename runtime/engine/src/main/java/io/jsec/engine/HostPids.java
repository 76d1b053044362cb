package io.jsec.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Numbers of the launcher's children on the host. A start tells its own; an engine that finds a
 * process running looks it up: among the children of its own parent, which is the launcher too, by
 * its number in the launcher's namespace (proc(5), NSpid).
 */
final class HostPids {
    private HostPids() {}

    /**
     * The number on the host of a process of the launcher's.
     *
     * @param proc the host's
     * @param enginePid in the launcher's namespace
     */
    static OptionalInt of(Path proc, int enginePid) {
        try {
            String launcher = field(proc.resolve("self/status"), "PPid:").getFirst();
            for (String child : children(proc.resolve(launcher))) {
                List<String> numbers = field(proc.resolve(child + "/status"), "NSpid:");
                if (numbers.size() > 1 && numbers.get(1).equals(Integer.toString(enginePid))) {
                    return OptionalInt.of(Integer.parseInt(child));
                }
            }
        } catch (IOException | java.util.NoSuchElementException e) {
            // A /proc that does not say: the process runs without a number.
        }
        return OptionalInt.empty();
    }

    /** Those a process started itself, as far as /proc tells. */
    static List<Integer> children(Path proc, int pid) {
        try {
            return children(proc.resolve(Integer.toString(pid))).stream()
                    .map(Integer::valueOf)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> children(Path process) throws IOException {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            java.util.ArrayList<String> all = new java.util.ArrayList<>();
            for (Path thread : threads.toList()) {
                String text = Files.readString(thread.resolve("children")).strip();
                all.addAll(text.isEmpty() ? List.of() : List.of(text.split(" ", -1)));
            }
            return all;
        }
    }

    /** A process names itself as it likes: its name is bytes, and here none of them matters. */
    private static List<String> field(Path status, String name) throws IOException {
        if (!Files.exists(status)) {
            return List.of();
        }
        return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> List.of(line.substring(name.length()).strip().split("\\s+", -1)))
                .findFirst()
                .orElse(List.of());
    }
}
