package io.jsec.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The control groups of a running container: where its counters are, and how it is paused.
 *
 * @param directories one of version 2, or one of each hierarchy of version 1; none where the host
 *     delegates none
 */
public record ContainerGroups(List<Path> directories) {
    private static final Duration PAUSE_STEP = Duration.ofMillis(1);
    private static final int PAUSE_STEPS_MAX = 10_000;

    /** Copies the list. */
    public ContainerGroups {
        directories = List.copyOf(directories);
    }

    /** The groups of a container started by a plan. */
    public static ContainerGroups of(LaunchPlan plan) {
        return new ContainerGroups(
                plan.steps(Step.Cgroup.class).stream()
                        .map(group -> Path.of(group.path()))
                        .toList());
    }

    /** A file of the kernel's in one of the groups, such as {@code pids.current}. */
    public Optional<Path> file(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::exists)
                .findFirst();
    }

    /**
     * Stops every process of the container and waits until the last one stands, at most ten
     * seconds. Kernels of both versions do so without a signal.
     *
     * @return false where none of its groups can (no freezer is delegated)
     * @throws IllegalStateException where some process would not stand in time; it is let go on
     */
    public boolean pause() {
        return freeze(true);
    }

    /**
     * Lets the processes go on.
     *
     * @return as {@link #pause}
     */
    public boolean resume() {
        return freeze(false);
    }

    /** Whether it is paused, or about to be. */
    public boolean isPaused() {
        return file("freezer.state").map(file -> !read(file).equals("THAWED")).orElse(false)
                || file("cgroup.freeze").map(file -> read(file).equals("1")).orElse(false);
    }

    private boolean freeze(boolean freeze) {
        Optional<Path> state = file("freezer.state");
        Optional<Path> switched = file("cgroup.freeze");
        if (state.isPresent()) {
            String wanted = freeze ? "FROZEN" : "THAWED";
            write(state.get(), wanted);
            await(() -> read(state.get()).equals(wanted), state.get(), "THAWED");
            return true;
        }
        if (switched.isPresent()) {
            write(switched.get(), freeze ? "1" : "0");
            Path events = switched.get().resolveSibling("cgroup.events");
            String wanted = "frozen " + (freeze ? 1 : 0);
            await(() -> read(events).lines().anyMatch(wanted::equals), switched.get(), "0");
            return true;
        }
        return false;
    }

    /** What is waited for. */
    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition, Path file, String undo) {
        for (int step = 0; step < PAUSE_STEPS_MAX; step++) {
            if (condition.holds()) {
                return;
            }
            try {
                Thread.sleep(PAUSE_STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LauncherException("interrupted while a container was paused", e);
            }
        }
        write(file, undo);
        throw new IllegalStateException("a process of the container does not stand: " + file);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("control group file " + file, e);
        }
    }

    private static void write(Path file, String value) {
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new UncheckedIOException("control group file " + file, e);
        }
    }
}
