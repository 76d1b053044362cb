package io.jsec.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A root file system of busybox and docker's client, for containers that talk to the engine. */
final class ClientImage {
    private static final Path CLIENT = Path.of("/usr/local/bin/docker");
    private static final Path DOCKERS = Path.of("/var/run/docker.sock");

    private ClientImage() {}

    /** As an archive; skips the test where there is no such client, or a dockerd. */
    static Path archive(Path directory, String user) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(CLIENT), "no-docker-cli: no static client for a container");
        assumeTrue(Files.notExists(DOCKERS), "dockerd-runs: its socket is another engine's");
        Path root = Busybox.assemble(directory, user);
        Files.copy(CLIENT, root.resolve("bin/docker"));
        Path tar = directory.resolve("client.tar");
        Jsec.run("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
        return tar;
    }
}
