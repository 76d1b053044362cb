package io.jsec.cli;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Pidfd;
import io.jsec.linux.abi.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who runs a container: the process number this program had and jsec-launch keeps, with the moment
 * it started, so that a number given to somebody else is never killed.
 *
 * <p>Read from procfs: Java's own class for processes starts threads, which a launch would pay for.
 */
final class RunningContainer {
    private static final int START_TIME = 19;
    private static final int WAITS_MAX = 2_000;
    private static final int WAIT_MS = 5;

    private RunningContainer() {}

    /** Notes this process in the container's directory: number, blank, start in clock ticks. */
    static void note(Path directory) throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String pid = stat.substring(0, stat.indexOf(' '));
        Files.writeString(directory.resolve("pid"), pid + " " + started(stat));
    }

    /** Kills whoever runs the container and waits until its lock is free, at most 10 seconds. */
    static void kill(ContainerStore store, Path directory) {
        try {
            kill(Files.readString(directory.resolve("pid")));
        } catch (IOException e) {
            // Nobody noted: nothing of ours runs it, and the lock below says so.
        }
        for (int i = 0; i < WAITS_MAX && !store.isFree(directory); i++) {
            try {
                Thread.sleep(WAIT_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The descriptor holds on to the process before its start is compared: no race is left. */
    private static void kill(String note) {
        String[] words = note.split(" ", 2);
        if (words.length != 2 || !words[0].matches("[1-9][0-9]{0,8}")) {
            return;
        }
        try (Fd process = Pidfd.open(Integer.parseInt(words[0]))) {
            String stat = Files.readString(Path.of("/proc", words[0], "stat"));
            if (started(stat).equals(words[1])) {
                Pidfd.send(process, Signal.KILL);
            }
        } catch (IOException | LinuxException e) {
            // It has ended already.
        }
    }

    /** The start in a line of /proc/PID/stat; the name before it may hold blanks and brackets. */
    private static String started(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START_TIME + 2);
        return fields[START_TIME];
    }
}
