package io.jsec.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Control groups of version 1 that look, to one engine only, as if the host had delegated them: in
 * a mount namespace of its own, a group of the test stands where the top of each hierarchy was, so
 * that nobody else's engine finds them. None where version 1 is not mounted. The memory hierarchy
 * is never touched, only hidden: others own it.
 */
final class PrivateGroups implements AutoCloseable {
    private static final Path TOP = Path.of("/sys/fs/cgroup");
    private static final List<String> HIERARCHIES =
            List.of("cpu", "cpuacct", "cpuset", "freezer", "pids");

    private final String name = "jsec/e2e-" + ProcessHandle.current().pid();
    private final List<String> hierarchies;
    private final List<Path> made = new ArrayList<>();
    private final Path places;

    /**
     * Makes them.
     *
     * @param places where they are mounted first; made here
     * @param user whose they are
     * @param more hierarchies than most tests need
     */
    PrivateGroups(Path places, String user, String... more) throws IOException {
        this.places = Files.createDirectory(places);
        hierarchies =
                Stream.concat(HIERARCHIES.stream(), Stream.of(more))
                        .filter(PrivateGroups::isUsable)
                        .toList();
        for (String hierarchy : hierarchies) {
            Path top = TOP.resolve(hierarchy);
            make(top, top.resolve("jsec"));
            Path stand = make(top.resolve("jsec"), top.resolve(name));
            Path delegated = make(stand, stand.resolve("jsec"));
            Jsec.run("chown", "-R", user, delegated.toString());
            Files.createDirectory(places.resolve(hierarchy));
        }
    }

    /** The same, or skips the test where there would be none. */
    static PrivateGroups required(Path places, String user, String... more) throws IOException {
        assumeTrue(
                Stream.concat(HIERARCHIES.stream(), Stream.of(more))
                        .allMatch(PrivateGroups::isUsable),
                "no-cgroup1: version 1 is not mounted here");
        return new PrivateGroups(places, user, more);
    }

    private static boolean isUsable(String hierarchy) {
        Path top = TOP.resolve(hierarchy);
        return Files.isWritable(top) && Files.exists(top.resolve("tasks"));
    }

    private Path make(Path parent, Path group) throws IOException {
        if (!Files.exists(group)) {
            made.add(Files.createDirectory(group));
        }
        for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
            Path set = group.resolve(file);
            if (Files.exists(set) && Files.readString(set).isBlank()) {
                Files.writeString(set, Files.readString(parent.resolve(file)).strip());
            }
        }
        return group;
    }

    /** Whether there are any. */
    boolean present() {
        return !hierarchies.isEmpty();
    }

    /** What starts a command that sees them. */
    List<String> prefix() {
        if (!present()) {
            return List.of();
        }
        String script =
                "set -e; for one in "
                        + String.join(" ", hierarchies)
                        + "; do mount --bind /sys/fs/cgroup/$one/"
                        + name
                        + " \"$0/$one\"; umount /sys/fs/cgroup/$one;"
                        + " mount --move \"$0/$one\" /sys/fs/cgroup/$one; done;"
                        + " umount /sys/fs/cgroup/memory 2>/dev/null || true; exec \"$@\"";
        return List.of("unshare", "-m", "sh", "-c", script, places.toString());
    }

    /** The group of a container in one hierarchy. */
    Path container(String hierarchy, String id) {
        return delegated(hierarchy).resolve(id);
    }

    /** What containers have now, in all hierarchies. */
    List<Path> inUse() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String hierarchy : hierarchies) {
            try (Stream<Path> entries = Files.list(delegated(hierarchy))) {
                all.addAll(entries.filter(Files::isDirectory).toList());
            }
        }
        return all;
    }

    private Path delegated(String hierarchy) {
        return TOP.resolve(hierarchy).resolve(name).resolve("jsec");
    }

    /** Removes what was made and what is left in it, deepest first. */
    @Override
    public void close() throws IOException {
        for (Path group : made.reversed()) {
            List<Path> below;
            try (Stream<Path> all = Files.walk(group)) {
                below = all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : below) {
                Files.delete(each);
            }
        }
    }
}
