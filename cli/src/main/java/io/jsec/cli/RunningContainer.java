package io.jsec.cli;

import io.jsec.linux.Flock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Who runs a container: the process number this program had and jsec-launch keeps, with the moment
 * it started, so that a number given to somebody else is never killed.
 */
final class RunningContainer {
    private static final int WAITS_MAX = 2_000;
    private static final int WAIT_MS = 5;

    private RunningContainer() {}

    /** Notes this process in the container's directory. */
    static void note(Path directory) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(directory.resolve("pid"), self.pid() + " " + started(self));
    }

    /** Kills whoever runs the container and waits until its lock is free, at most 10 seconds. */
    static void kill(Path directory) {
        process(directory).ifPresent(ProcessHandle::destroyForcibly);
        for (int i = 0; i < WAITS_MAX && !Flock.isFree(directory.resolve("lock")); i++) {
            try {
                Thread.sleep(WAIT_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Optional<ProcessHandle> process(Path directory) {
        try {
            String[] words = Files.readString(directory.resolve("pid")).split(" ", 2);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(process -> words.length == 2 && started(process).equals(words[1]));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("?");
    }
}
