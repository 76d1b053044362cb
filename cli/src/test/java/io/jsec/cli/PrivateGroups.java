package io.jsec.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Control groups of version 1 that look, to one engine only, as if the host had delegated them: in
 * a mount namespace of its own, a group of the test stands where the top of each hierarchy was. The
 * memory hierarchy is never touched, only hidden: others own it.
 */
final class PrivateGroups implements AutoCloseable {
    private static final Path TOP = Path.of("/sys/fs/cgroup");

    private static final List<String> HIERARCHIES =
            List.of("cpu", "cpuacct", "cpuset", "freezer", "pids");

    private final String name = "jsec-e2e-" + ProcessHandle.current().pid();
    private final List<Path> made = new ArrayList<>();
    private final Path place;

    /**
     * Makes them, or skips the test.
     *
     * @param folder for the places where they are mounted
     */
    PrivateGroups(Path folder, String user) throws IOException {
        place = folder;
        assumeTrue(
                HIERARCHIES.stream().allMatch(PrivateGroups::isUsable),
                "no-cgroup1: version 1 is not mounted here");
        for (String hierarchy : HIERARCHIES) {
            Path top = TOP.resolve(hierarchy);
            Path ours = make(top, top.resolve(name));
            Path delegated = make(ours, ours.resolve("jsec"));
            Jsec.run("chown", "-R", user, delegated.toString());
            Files.createDirectory(place.resolve(hierarchy));
        }
    }

    private static boolean isUsable(String hierarchy) {
        Path top = TOP.resolve(hierarchy);
        return Files.isWritable(top) && Files.exists(top.resolve("tasks"));
    }

    private Path make(Path parent, Path group) throws IOException {
        made.add(Files.createDirectory(group));
        for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
            if (Files.exists(group.resolve(file))) {
                Files.writeString(
                        group.resolve(file), Files.readString(parent.resolve(file)).strip());
            }
        }
        return group;
    }

    /** What starts a command that sees them. */
    List<String> prefix() {
        String script =
                "set -e; for one in "
                        + String.join(" ", HIERARCHIES)
                        + "; do mount --bind /sys/fs/cgroup/$one/"
                        + name
                        + " \"$0/$one\"; umount /sys/fs/cgroup/$one;"
                        + " mount --move \"$0/$one\" /sys/fs/cgroup/$one; done;"
                        + " umount /sys/fs/cgroup/memory 2>/dev/null || true; exec \"$@\"";
        return List.of("unshare", "-m", "sh", "-c", script, place.toString());
    }

    /** The groups of containers in one hierarchy, by name. */
    List<Path> containers(String hierarchy) throws IOException {
        try (Stream<Path> entries = Files.list(TOP.resolve(hierarchy).resolve(name + "/jsec"))) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    /** Removes what is left, deepest first. */
    @Override
    public void close() throws IOException {
        for (Path group : made.reversed()) {
            try (Stream<Path> below = Files.walk(group)) {
                below.filter(Files::isDirectory)
                        .sorted(Comparator.reverseOrder())
                        .forEach(PrivateGroups::remove);
            }
        }
    }

    private static void remove(Path group) {
        try {
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
