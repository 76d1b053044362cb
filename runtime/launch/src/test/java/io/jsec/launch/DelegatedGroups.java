package io.jsec.launch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Control groups of version 1 for an ordinary user, below {@code jsec} of each hierarchy; none
 * where there is no version 1. The memory hierarchy is never touched: others may own it.
 */
final class DelegatedGroups implements AutoCloseable {
    private static final List<String> CONTROLLERS = List.of("cpu", "cpuset", "freezer", "pids");

    private final List<Path> made = new ArrayList<>();
    private final List<Path> delegated = new ArrayList<>();

    DelegatedGroups(String user) throws IOException {
        UserPrincipal owner =
                FileSystems.getDefault()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(user);
        for (String controller : CONTROLLERS) {
            Path top = Path.of("/sys/fs/cgroup", controller);
            if (Files.exists(top.resolve("cgroup.procs"))) {
                Path ours = top.resolve("jsec");
                Path group = ours.resolve("plans-" + ProcessHandle.current().pid());
                make(top, ours);
                make(ours, group);
                own(group, owner);
                delegated.add(group);
            }
        }
    }

    /** The groups, as {@link #view} reads them; a word of a command line. */
    String argument() {
        return String.join(",", delegated.stream().map(Path::toString).toList());
    }

    /** The view of such a word. */
    static CgroupView view(String argument) throws IOException {
        List<CgroupView.Hierarchy> hierarchies = new ArrayList<>();
        for (String directory : argument.split(",", -1)) {
            if (!directory.isEmpty()) {
                Path group = Path.of(directory);
                Path nodes = group.resolve("cpuset.mems");
                hierarchies.add(
                        new CgroupView.Hierarchy(
                                group,
                                List.of(group.getName(3).toString()),
                                Files.exists(nodes) ? Files.readString(nodes).strip() : ""));
            }
        }
        return hierarchies.isEmpty()
                ? new CgroupView.None("there is no version 1 here", "jsec setup")
                : new CgroupView.V1(hierarchies);
    }

    private void make(Path parent, Path group) throws IOException {
        if (Files.exists(group)) {
            return;
        }
        Files.createDirectory(group);
        made.add(group);
        for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
            Path above = parent.resolve(file);
            if (Files.exists(above)) {
                Files.writeString(group.resolve(file), Files.readString(above).strip());
            }
        }
    }

    private static void own(Path group, UserPrincipal owner) throws IOException {
        Files.setOwner(group, owner);
        try (Stream<Path> files = Files.list(group)) {
            for (Path file : files.toList()) {
                Files.setOwner(file, owner);
            }
        }
    }

    /** Removes what was made, if nobody else lives in it by now. */
    @Override
    public void close() {
        for (Path group : made.reversed()) {
            group.toFile().delete();
        }
    }
}
