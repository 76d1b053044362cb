package io.jsec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code jsec daemon} that a test started, and what it printed. */
final class DaemonProcess implements AutoCloseable {
    private static final int POLLS_MAX = 600;
    private static final int POLL_MILLIS = 100;

    private final Path log;
    private final Process process;

    /** Whether it answers. */
    interface Question {
        boolean isAnswered() throws IOException;
    }

    /**
     * Starts it.
     *
     * @param log what it prints is added here
     */
    DaemonProcess(List<String> command, Path log) throws IOException {
        this.log = log;
        this.process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
    }

    /** Waits until it answers at a socket. */
    void await(Path socket, Question question) throws IOException, InterruptedException {
        for (int i = 0; i < POLLS_MAX && process.isAlive(); i++) {
            if (Files.exists(socket) && question.isAnswered()) {
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
        process.destroy();
        throw new IOException("jsec daemon: " + log());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** The launcher's outer half, which the command became. */
    ProcessHandle outer() {
        return process.toHandle();
    }

    /** The JVM, which the launcher's inner half started. */
    ProcessHandle engine() {
        return process.descendants()
                .filter(each -> each.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
    }

    /** Kills it, and waits until it is gone; what runs in it may take longer. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("jsec daemon does not end: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
