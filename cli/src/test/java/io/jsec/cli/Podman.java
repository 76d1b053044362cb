package io.jsec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Podman with folders of its own, and its service. Memory groups of cgroup v1 are hidden. */
final class Podman implements AutoCloseable {
    private static final int POLLS_MAX = 300;
    private static final int POLL_MILLIS = 100;

    private final Path folder;
    private final Process process;

    private Podman(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Whether it is installed. */
    static boolean installed() {
        return Files.isExecutable(Path.of("/usr/bin/podman"));
    }

    /** Starts the service, and waits until it listens. */
    static Podman start(Path folder) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "-m",
                                "sh",
                                "-c",
                                "umount /sys/fs/cgroup/memory 2>/dev/null; exec \"$@\"",
                                "sh"));
        command.addAll(words(folder));
        command.addAll(List.of("system", "service", "--time=0", address(folder)));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        for (int i = 0; i < POLLS_MAX && process.isAlive(); i++) {
            if (Files.exists(folder.resolve("podman.sock"))) {
                return new Podman(folder, process);
            }
            Thread.sleep(POLL_MILLIS);
        }
        process.destroy();
        throw new IOException("podman: " + Files.readString(folder.resolve("log")));
    }

    private static List<String> words(Path folder) {
        return List.of(
                "podman",
                "--root",
                folder.resolve("root").toString(),
                "--runroot",
                folder.resolve("run").toString(),
                "--cgroup-manager=cgroupfs");
    }

    private static String address(Path folder) {
        return "unix://" + folder.resolve("podman.sock");
    }

    /** The address of the service. */
    String address() {
        return address(folder);
    }

    /** Runs podman. */
    Dockerd.Result podman(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(words(folder));
        command.addAll(List.of(words));
        return Dockerd.run(command, folder.resolve("out"), folder.resolve("err"));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            // What it mounted for its storage.
            Dockerd.run(
                    List.of("umount", folder.resolve("root/overlay").toString()),
                    folder.resolve("out"),
                    folder.resolve("err"));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
