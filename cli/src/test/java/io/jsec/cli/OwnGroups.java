package io.jsec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Control groups of version 1 that are a user's for one daemon: in that one's mount namespace they
 * are the top of their hierarchies, so that nobody else's engine finds them. None where version 1
 * is not mounted.
 */
final class OwnGroups implements AutoCloseable {
    /** Never memory: its hierarchy is not ours to change. */
    private static final List<String> HIERARCHIES = List.of("pids", "freezer", "cpu");

    private final List<Path> made = new ArrayList<>();
    private final List<Path> delegated = new ArrayList<>();
    private final StringBuilder mounts = new StringBuilder(":");

    OwnGroups(String user) throws IOException {
        for (String hierarchy : HIERARCHIES) {
            Path top = Path.of("/sys/fs/cgroup", hierarchy);
            if (Files.isWritable(top) && Files.exists(top.resolve("tasks"))) {
                Path ours = make(top.resolve("jsec"));
                Path stand = make(ours.resolve("own-" + ProcessHandle.current().pid()));
                Path group = make(stand.resolve("jsec"));
                delegated.add(group);
                Jsec.run("chown", user, group.toString(), group.resolve("cgroup.procs").toString());
                // In its place, not upon it: a hierarchy that is mounted twice is another matter.
                mounts.append("; mount --bind ").append(stand).append(" /mnt; umount -l ");
                mounts.append(top).append("; mount --move /mnt ").append(top);
            }
        }
    }

    private Path make(Path group) throws IOException {
        if (!Files.exists(group)) {
            made.add(Files.createDirectory(group));
        }
        return group;
    }

    /** Whether there are any. */
    boolean present() {
        return !delegated.isEmpty();
    }

    /** For {@link Daemon#within}. */
    String mounts() {
        return mounts.toString();
    }

    /** What containers have there now. */
    List<Path> inUse() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path group : delegated) {
            try (Stream<Path> entries = Files.list(group)) {
                all.addAll(entries.filter(Files::isDirectory).toList());
            }
        }
        return all;
    }

    @Override
    public void close() {
        // Another test may live beside ours in the group they share.
        made.reversed().forEach(group -> group.toFile().delete());
    }
}
