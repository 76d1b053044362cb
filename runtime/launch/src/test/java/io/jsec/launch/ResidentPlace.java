package io.jsec.launch;

import io.jsec.linux.LinuxException;
import io.jsec.linux.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the resident launcher makes of the things that lie in its socket's place. */
final class ResidentPlace {
    private static final int TRIES_MAX = 6_000;

    private final ProcessBuilder launcher;
    private final Path socket;

    ResidentPlace(List<String> words, Path socket) {
        this.launcher = new ProcessBuilder(words).redirectErrorStream(true);
        this.socket = socket;
    }

    void act() throws Exception {
        Files.writeString(socket, "somebody's");
        System.out.println("file " + refusal());
        System.out.println("file " + Files.readString(socket));
        Files.delete(socket);
        Files.createSymbolicLink(socket, socket.resolveSibling("root"));
        System.out.println("link " + refusal());
        Files.delete(socket);
        UnixSocket.listen(socket, UnixSocket.Kind.SEQPACKET).close();
        Process first = launcher.start();
        try {
            System.out.println("stale " + answers());
            System.out.println("live " + refusal());
            System.out.println("live " + answers());
            System.out.println("beside " + beside());
        } finally {
            first.destroy();
            first.waitFor();
        }
        System.out.println("left " + (beside() + (Files.exists(socket) ? 1 : 0)));
    }

    private String refusal() throws IOException, InterruptedException {
        Process process = launcher.start();
        String said = process.inputReader().readLine();
        return process.waitFor() + " " + said;
    }

    /** How many containers the launcher there says to know, once it serves. */
    private int answers() throws InterruptedException {
        for (int tries = 0; ; tries++) {
            try (ResidentClient client = ResidentClient.connect(socket, ResidentRun.TIMEOUT)) {
                return client.list().size();
            } catch (LinuxException e) {
                if (tries == TRIES_MAX) {
                    throw e;
                }
                Thread.sleep(10);
            }
        }
    }

    /** Files that begin like the socket and are not it. */
    private long beside() throws IOException {
        try (Stream<Path> files = Files.list(socket.getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith("launch."))
                    .filter(file -> !file.equals(socket))
                    .count();
        }
    }
}
