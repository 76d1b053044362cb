package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real dockerd in mount and network namespaces of its own, with its own folders. Memory groups of
 * cgroup v1 are hidden from it.
 */
final class Dockerd implements AutoCloseable {
    private static final int POLLS_MAX = 600;
    private static final int POLL_MILLIS = 100;

    private final Path folder;
    private final Process process;

    private Dockerd(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** What a command printed, and how it ended. */
    record Result(int exit, String out, String err) {}

    /** Whether dockerd is installed. */
    static boolean installed() {
        return Files.isExecutable(Path.of("/usr/sbin/dockerd"))
                || Files.isExecutable(Path.of("/usr/bin/dockerd"));
    }

    /** Starts one with further words of its command line, and waits until it answers. */
    static Dockerd start(Path folder, String... words) throws IOException, InterruptedException {
        String script =
                "ip link set lo up; umount /sys/fs/cgroup/memory 2>/dev/null; exec dockerd"
                        + " --data-root \"$0/data\" --exec-root \"$0/exec\" --pidfile \"$0/pid\""
                        + " -H \"unix://$0/docker.sock\" \"$@\"";
        List<String> command = new ArrayList<>(List.of("unshare", "-mn", "sh", "-c", script));
        command.add(folder.toString());
        command.addAll(List.of(words));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        Dockerd started = new Dockerd(folder, process);
        for (int i = 0; i < POLLS_MAX && process.isAlive(); i++) {
            if (Files.exists(folder.resolve("docker.sock"))
                    && started.docker("version").exit() == 0) {
                return started;
            }
            Thread.sleep(POLL_MILLIS);
        }
        process.destroy();
        throw new IOException("dockerd: " + Files.readString(folder.resolve("log")));
    }

    /** The address of its socket. */
    String address() {
        return "unix://" + folder.resolve("docker.sock");
    }

    /** Runs docker. */
    Result docker(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "-H", address()));
        command.addAll(List.of(words));
        return run(command, folder.resolve("out"), folder.resolve("err"));
    }

    /** Runs a command in its network namespace, with {@code DOCKER_HOST} set. */
    Result inside(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "nsenter",
                                "--target",
                                Long.toString(process.pid()),
                                "--net",
                                "env",
                                "DOCKER_HOST=" + address()));
        command.addAll(List.of(words));
        return run(command, folder.resolve("out"), folder.resolve("err"));
    }

    /** Runs a command whose output goes through two files. */
    static Result run(List<String> command, Path out, Path err)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        process.getOutputStream().close();
        int exit = process.waitFor();
        return new Result(exit, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    /** Its process. */
    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
