package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.linux.Fd;
import io.jsec.linux.Flock;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What makes an engine the only one of its state: a lock that the launcher inherits, so that it is
 * held until the last process of that engine is gone. The file holds where the engine serves and,
 * in a second line, its first process.
 */
final class EngineLock {
    private static final String FILE = "engine.lock";
    private static final String UNIX = "unix://";
    private static final int POLL_MILLIS = 10;

    private EngineLock() {}

    /**
     * An engine that is there.
     *
     * @param serves its first address; empty where that is not told yet
     * @param pid of its first process, the launcher's outer half, where that is told
     */
    record Holder(String serves, Optional<Long> pid) {
        boolean isProcess(long other) {
            return pid.equals(Optional.of(other));
        }
    }

    /** Who has a state now, if anybody. */
    static Optional<Holder> holder(Path state) {
        Path file = state.resolve(FILE);
        if (!Files.exists(file) || Flock.isFree(file)) {
            return Optional.empty();
        }
        List<String> lines = lines(file);
        return Optional.of(
                new Holder(
                        serves(lines),
                        lines.stream()
                                .skip(1)
                                .filter(line -> line.matches("[1-9][0-9]{0,9}"))
                                .map(Long::valueOf)
                                .findFirst()));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file).lines().map(String::strip).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Takes the lock. One that ends (it does not answer) is waited for.
     *
     * @param state directory of the state
     * @param serves the first address of the engine that is to be
     * @param patience how long
     * @throws CliException where an engine is there
     */
    static Fd take(Path state, String serves, Duration patience) {
        Path file = state.resolve(FILE);
        long end = System.nanoTime() + patience.toNanos();
        Optional<Fd> lock = Flock.tryLock(file);
        while (lock.isEmpty() && System.nanoTime() < end && !answers(serves(file))) {
            pause();
            lock = Flock.tryLock(file);
        }
        Fd held = lock.orElseThrow(() -> refused(state, serves(file)));
        // The launcher is this process: it only becomes another program.
        write(file, serves + "\n" + ProcessHandle.current().pid());
        return held;
    }

    private static CliException refused(Path state, String holder) {
        boolean answers = answers(holder);
        return CliException.refused(
                Code.ENGINE_THERE,
                "jsec daemon",
                answers
                        ? "an engine with the state " + state + " is there and serves " + holder
                        : "an engine with the state " + state + " is there and does not answer",
                answers ? "export DOCKER_HOST=" + holder : "ending that one");
    }

    /** Where the holder serves; empty where that is not told yet. */
    private static String serves(Path file) {
        return serves(lines(file));
    }

    private static String serves(List<String> lines) {
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw CliException.failed(
                    Code.STORE, "writing " + file, IoReason.of(e), "a disk that has room");
        }
    }

    private static boolean answers(String address) {
        if (!address.startsWith(UNIX)) {
            return false;
        }
        return answers(Path.of(address.substring(UNIX.length())));
    }

    /** Whether somebody listens at a socket. */
    static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    /** A moment, until what is waited for is looked at again. */
    static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
