package io.jsec.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.launch.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Control groups of version 1 below the engine's, given to a user for the time of a test. */
final class FaultyGroups implements AutoCloseable {
    /** Never memory: its hierarchy is not ours to change. */
    private static final List<String> HIERARCHIES = List.of("pids", "freezer", "cpu");

    private final List<Path> made = new ArrayList<>();
    private final List<Path> delegated = new ArrayList<>();

    /** Makes them, or skips the test. */
    FaultyGroups(String user) throws IOException {
        assumeTrue(
                HIERARCHIES.stream().allMatch(FaultyGroups::isUsable),
                "no-cgroup1: version 1 is not mounted here");
        for (String hierarchy : HIERARCHIES) {
            Path top = Path.of("/sys/fs/cgroup", hierarchy);
            Path engine = top.resolve("jsec");
            if (!Files.exists(engine)) {
                made.add(Files.createDirectory(engine));
            }
            Path group = engine.resolve("fault-" + ProcessHandle.current().pid());
            made.add(Files.createDirectory(group));
            delegated.add(group);
            Jsec.run("chown", user, group.toString(), group.resolve("cgroup.procs").toString());
        }
    }

    private static boolean isUsable(String hierarchy) {
        Path top = Path.of("/sys/fs/cgroup", hierarchy);
        return Files.isWritable(top) && Files.exists(top.resolve("tasks"));
    }

    /** Steps that make one group in each hierarchy. */
    List<Step> steps() {
        return delegated.stream()
                .<Step>map(group ->
                        new Step.Cgroup(
                                group.resolve("c").toString(), files(group), Step.Cgroup.CREATE))
                .toList();
    }

    private static List<Step.Pair> files(Path group) {
        return group.startsWith("/sys/fs/cgroup/pids")
                ? List.of(new Step.Pair("pids.max", "64"))
                : List.of();
    }

    /** The groups launches left. */
    List<Path> left() throws IOException {
        List<Path> left = new ArrayList<>();
        for (Path group : delegated) {
            try (Stream<Path> entries = Files.list(group)) {
                entries.filter(Files::isDirectory).forEach(left::add);
            }
        }
        return left;
    }

    @Override
    public void close() throws IOException {
        for (Path group : left()) {
            Files.delete(group);
        }
        for (Path group : made.reversed()) {
            Files.delete(group);
        }
    }
}
