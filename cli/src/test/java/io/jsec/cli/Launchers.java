package io.jsec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two halves of a daemon's launcher, as /proc shows them.
 *
 * @param outer the daemon's own process
 * @param inner PID 1 of the engine's namespaces
 */
record Launchers(ProcessHandle outer, ProcessHandle inner) {
    private static final Path PROC = Path.of("/proc");

    /** Those of a daemon whose engine runs. */
    static Launchers of(Daemon daemon) {
        ProcessHandle inner = daemon.engine().parent().orElseThrow();
        return new Launchers(inner.parent().orElseThrow(), inner);
    }

    /** Whether a process runs: one that ended is seen until its parent, whoever that is, asks. */
    static boolean runs(ProcessHandle process) {
        try {
            String line = Files.readString(PROC.resolve(process.pid() + "/stat"));
            return process.isAlive() && line.charAt(line.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    /** The engine's JVM, where there is one now. */
    Optional<ProcessHandle> engine() {
        return inner.children()
                .filter(each -> each.info().command().orElse("").endsWith("/java"))
                .findFirst();
    }

    /**
     * What could leak, counted.
     *
     * @param outerDescriptors open in the outer half
     * @param innerDescriptors open in the inner half
     * @param outerMounts in the outer half's namespace
     * @param innerMounts in the inner half's namespace
     * @param processes below the inner half, without the engine
     * @param threads of both halves
     */
    record Counts(
            long outerDescriptors,
            long innerDescriptors,
            long outerMounts,
            long innerMounts,
            long processes,
            long threads) {}

    Counts count() throws IOException {
        return new Counts(
                entries(outer, "fd"),
                entries(inner, "fd"),
                mounts(outer),
                mounts(inner),
                inner.descendants().filter(each -> !isEngine(each)).count(),
                entries(outer, "task") + entries(inner, "task"));
    }

    private boolean isEngine(ProcessHandle process) {
        return engine().filter(process::equals).isPresent();
    }

    private static long entries(ProcessHandle process, String directory) throws IOException {
        try (Stream<Path> all = Files.list(of(process).resolve(directory))) {
            return all.count();
        }
    }

    private static long mounts(ProcessHandle process) throws IOException {
        return Files.readAllLines(of(process).resolve("mountinfo")).size();
    }

    private static Path of(ProcessHandle process) {
        return PROC.resolve(Long.toString(process.pid()));
    }

    /** When a process began, in the kernel's ticks: with its id, that names one process only. */
    static Optional<Long> startTicks(long pid) throws IOException {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            // The name in parentheses may hold anything; the 22nd field is the 20th after it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(Long.parseLong(fields[19]));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Control groups anywhere on this host that are named after a container. */
    static List<Path> groups(List<String> containers) throws IOException {
        try (Stream<Path> hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            return hierarchies
                    .map(hierarchy -> hierarchy.resolve("jsec"))
                    .filter(Files::isDirectory)
                    .flatMap(Launchers::below)
                    .filter(group -> containers.contains(group.getFileName().toString()))
                    .toList();
        }
    }

    private static Stream<Path> below(Path directory) {
        List<Path> all = new java.util.ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                all.add(entry);
                below(entry).forEach(all::add);
            }
        } catch (IOException e) {
            // Another test's group, which is gone meanwhile.
        }
        return all.stream();
    }
}
