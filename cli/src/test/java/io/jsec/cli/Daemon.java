package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real {@code jsec daemon} of an ordinary user, with its own folders, and clients of it. */
final class Daemon implements AutoCloseable {
    private final Path folder;
    private final String user;
    private final DaemonProcess process;

    private Daemon(Path folder, String user, DaemonProcess process) {
        this.folder = folder;
        this.user = user;
        this.process = process;
    }

    /** Starts one, and waits until it answers. */
    static Daemon start(Path folder, String user, String... words)
            throws IOException, InterruptedException {
        return start(List.of(), folder, user, words);
    }

    /**
     * The same in a mount namespace of its own.
     *
     * @param mounts a shell script of root's that runs there first; the state lies below home
     */
    static Daemon within(String mounts, Path folder, String user, String... words)
            throws IOException, InterruptedException {
        String script = "set -e; " + mounts + "; exec \"$@\"";
        return start(List.of("unshare", "-m", "sh", "-c", script, "sh"), folder, user, words);
    }

    /** Starts one that sees the control groups of a test. */
    static Daemon start(PrivateGroups groups, Path folder, String user, String... words)
            throws IOException, InterruptedException {
        return start(groups.prefix(), folder, user, words);
    }

    private static Daemon start(List<String> prefix, Path folder, String user, String... words)
            throws IOException, InterruptedException {
        Jsec.run("install", "-d", "-o", user, "-m", "700", folder.resolve("run").toString());
        Jsec.run("install", "-d", "-o", user, "-m", "700", folder.resolve("home").toString());
        List<String> command = new ArrayList<>(prefix);
        command.addAll(as(folder, user));
        command.add(Jsec.distribution().resolve("bin/jsec").toString());
        command.add("daemon");
        command.addAll(List.of(words));
        DaemonProcess process = new DaemonProcess(command, folder.resolve("log"));
        Daemon daemon = new Daemon(folder, user, process);
        process.await(daemon.socket(), () -> daemon.docker("version").exit() == 0);
        return daemon;
    }

    /** What runs a program as a user with folders of his own. */
    static List<String> as(Path folder, String user) {
        return new ArrayList<>(
                List.of(
                        "setpriv",
                        "--reuid",
                        user,
                        "--regid",
                        user,
                        "--init-groups",
                        "env",
                        "-i",
                        "HOME=" + folder.resolve("home"),
                        "XDG_RUNTIME_DIR=" + folder.resolve("run"),
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
    }

    Path socket() {
        return folder.resolve("run/jsec/jsec.sock");
    }

    String log() throws IOException {
        return process.log();
    }

    /** The daemon's own process: the launcher's outer half. */
    ProcessHandle outer() {
        return process.outer();
    }

    /** A file as the daemon sees it. */
    Path seen(Path file) {
        return Path.of("/proc/" + outer().pid() + "/root" + file);
    }

    /** Kills it, and waits until it is gone; what runs in it may take longer. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** The JVM, which the launcher's inner half started. */
    ProcessHandle engine() {
        return process.engine();
    }

    /** Runs docker, as the engine's user. */
    Jsec.Result docker(String... words) throws IOException {
        return fed("", words);
    }

    /** The same with text on standard input. */
    Jsec.Result fed(String input, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return Jsec.finish(client(command), input);
    }

    /** Removes every container, whatever it does. */
    void removeContainers() throws IOException {
        for (String id : docker("ps", "-aq").out().lines().toList()) {
            Jsec.Result removed = docker("rm", "-f", id);
            assertThat(removed.exit()).as(removed.err()).isZero();
        }
    }

    /** Starts any client, as the engine's user. */
    Process client(List<String> words) throws IOException {
        List<String> command = as(folder, user);
        command.add("DOCKER_HOST=unix://" + socket());
        command.addAll(words);
        return new ProcessBuilder(command).directory(folder.toFile()).start();
    }

    /** Makes an image of a root's archive, without any client. */
    void importRoot(Path tar, String name) throws IOException {
        byte[] body = Files.readAllBytes(tar);
        String head =
                "POST /images/create?fromSrc=-&repo="
                        + name
                        + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        EngineApi.Answer answer = new EngineApi(socket()).exchange(head.getBytes(UTF_8), body);
        if (answer.status() != 200 || answer.text().contains("errorDetail")) {
            throw new IOException("import: " + answer.status() + " " + answer.text());
        }
    }

    /** A file that clients may read. */
    Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, text.getBytes(UTF_8));
        return file;
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
