package io.jsec.cli;

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
import java.util.Optional;

/**
 * What makes an engine the only one of its state: a lock that the launcher inherits, so that it is
 * held until the last process of that engine is gone. The file holds where the engine serves.
 */
final class EngineLock {
    private static final String FILE = "engine.lock";
    private static final String UNIX = "unix://";
    private static final int POLL_MILLIS = 20;

    private EngineLock() {}

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
        while (lock.isEmpty() && System.nanoTime() < end && !answers(holder(file))) {
            pause();
            lock = Flock.tryLock(file);
        }
        Fd held = lock.orElseThrow(() -> refused(state, holder(file)));
        write(file, serves);
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
    private static String holder(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static void write(Path file, String serves) {
        try {
            Files.write(file, (serves + "\n").getBytes(StandardCharsets.UTF_8));
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

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
