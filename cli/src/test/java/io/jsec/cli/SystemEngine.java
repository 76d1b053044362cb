package io.jsec.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system engine: {@code jsec daemon} of root's, which hands itself to the user jsec. */
final class SystemEngine implements AutoCloseable {
    /** Where names.md and the manual say that it is. */
    static final Path SOCKET = Path.of("/run/jsec/jsec.sock");

    private static final int POLLS_MAX = 600;
    private static final int POLL_MILLIS = 100;

    private final Path folder;
    private final DaemonProcess process;

    private SystemEngine(Path folder, DaemonProcess process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param folder of its log
     * @param words after the verb
     */
    static SystemEngine start(Path folder, String... words)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "env",
                                "-i",
                                "HOME=" + folder,
                                "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                                Jsec.distribution().resolve("bin/jsec").toString(),
                                "daemon"));
        command.addAll(List.of(words));
        DaemonProcess process = new DaemonProcess(command, folder.resolve("log"));
        SystemEngine engine = new SystemEngine(folder, process);
        process.await(SOCKET, () -> engine.docker("version").exit() == 0);
        return engine;
    }

    String log() throws IOException {
        return process.log();
    }

    /** The launcher's outer half, which root's command became. */
    ProcessHandle outer() {
        return process.outer();
    }

    /** The launcher's inner half, process 1 of the engine's namespaces. */
    ProcessHandle inner() {
        return outer().children().findFirst().orElseThrow();
    }

    /** The JVM. */
    ProcessHandle engine() {
        return process.engine();
    }

    /** Everything that came of the start and runs, itself first. */
    List<ProcessHandle> all() {
        List<ProcessHandle> all = new ArrayList<>(List.of(outer()));
        all.addAll(outer().descendants().toList());
        return all;
    }

    /** Runs docker, as root. */
    Jsec.Result docker(String... words) throws IOException {
        return fed("", words);
    }

    /** The same with text on standard input. */
    Jsec.Result fed(String input, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        return Jsec.finish(client(command), input);
    }

    /** Starts any client, as root. */
    Process client(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().put("DOCKER_HOST", "unix://" + SOCKET);
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }

    /** What a client printed that must succeed. */
    String out(String... words) throws IOException {
        Jsec.Result result = docker(words);
        if (result.exit() != 0) {
            throw new AssertionError(List.of(words) + ": " + result);
        }
        return result.out();
    }

    /** Kills a process as the kernel would, and waits until it and all below it are gone. */
    void kill(ProcessHandle victim) {
        List<ProcessHandle> gone = new ArrayList<>(victim.descendants().toList());
        gone.add(victim);
        victim.destroyForcibly();
        gone.forEach(each -> each.onExit().join());
    }

    /** Waits until another JVM answers than the one that was killed. */
    void awaitOther(ProcessHandle killed) throws IOException, InterruptedException {
        for (int i = 0; i < POLLS_MAX; i++) {
            if (docker("version").exit() == 0 && !engine().equals(killed)) {
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("no engine came after the one that was killed: " + log());
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
