package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.linux.HostView;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts the engine of whoever called, or root's: the system's, by the user jsec. It is the same
 * {@code jsec daemon} that one starts by hand, in a session and with a log of its own, and it ends
 * by itself when nobody needs it.
 *
 * <p>Clients that find none at the same time wait for one of them by a lock. The lock only spares
 * work: that there is one engine, {@link EngineLock} sees to.
 *
 * @param environment of the client
 * @param socket where the engine will serve
 * @param log of that engine
 */
record OnDemand(Environment environment, Path socket, Path log) implements Runnable {
    /** How long an engine may take to answer; one that ends before it is waited for too. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final byte[] PING =
            "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    /** What an engine is given of its caller's variables, beside XDG_* and LC_*. */
    private static final Set<String> PASSED =
            Set.of(
                    "DBUS_SESSION_BUS_ADDRESS",
                    "HOME",
                    "JAVA_HOME",
                    "LANG",
                    "LOGNAME",
                    "PATH",
                    "USER");

    /**
     * Returns once the engine answers.
     *
     * @throws CliException where it does not
     */
    @Override
    public void run() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (FileChannel lock = lock(end)) {
            // Whoever held the lock before may have started it.
            if (lock != null && EngineLock.answers(socket)) {
                return;
            }
            Process process = start();
            while (!answers(end)) {
                check(process, end);
                EngineLock.pause();
            }
        } catch (IOException e) {
            throw failed(IoReason.of(e));
        }
    }

    /** The lock, or null where there is no place for one: the engine's own lock is enough. */
    private @Nullable FileChannel lock(long end) throws IOException {
        Path run = socket.resolveSibling("start.lock");
        FileChannel channel;
        try {
            if (!socket.equals(Path.of(HostView.SYSTEM_SOCKET))) {
                // The system engine's place is made by setup alone.
                Files.createDirectories(
                        socket.resolveSibling(""),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            channel =
                    FileChannel.open(
                            run,
                            Set.of(
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            return null;
        }
        while (channel.tryLock() == null && System.nanoTime() < end) {
            EngineLock.pause();
        }
        return channel;
    }

    private Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Distribution.here().command().toString(), "daemon", "--on-demand");
        Map<String, String> variables = builder.environment();
        variables.clear();
        environment
                .variables()
                .forEach((name, value) -> {
                    if (PASSED.contains(name)
                            || name.startsWith("XDG_")
                            || name.startsWith("LC_")) {
                        variables.put(name, value);
                    }
                });
        // Until it has its log, what it says is this command's to say.
        return builder.directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Whether an engine answers, not just its launcher: the first one at a socket may not. */
    private boolean answers(long end) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(PING));
            channel.configureBlocking(false);
            ByteBuffer one = ByteBuffer.allocate(1);
            int count = channel.read(one);
            while (count == 0 && System.nanoTime() < end) {
                EngineLock.pause();
                count = channel.read(one);
            }
            return count > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void check(Process process, long end) {
        if (!process.isAlive() && !EngineLock.answers(socket)) {
            throw failed("it ended with status " + process.exitValue());
        }
        if (System.nanoTime() >= end) {
            throw failed("it did not answer for " + PATIENCE.toSeconds() + " seconds");
        }
    }

    private CliException failed(String why) {
        return CliException.failed(
                Code.ENGINE_START,
                "starting the engine of unix://" + socket,
                why,
                "what stands above or in "
                        + log
                        + "; jsec run --standalone --rootfs DIR needs no engine");
    }
}
