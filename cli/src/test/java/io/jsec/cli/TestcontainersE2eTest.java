package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real Testcontainers, against a real engine. What needs a network is left out: published
 * ports, networks of its own, and the helper container that its registry has.
 */
@Tag("e2e")
class TestcontainersE2eTest {
    private static final String USER = "jsectest";

    @TempDir Path directory = Path.of("/");

    @Test
    void tests_with_containers_run() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        try (Daemon daemon = Daemon.start(directory, USER)) {
            daemon.importRoot(tar, "busybox:1");

            Jsec.Result tour = tour(daemon);

            assertThat(tour.exit()).as(tour.err()).isZero();
            Golden.check("testcontainers.txt", tour.out());
        }
    }

    private Jsec.Result tour(Daemon daemon) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                TestcontainersTour.class.getName(),
                                "busybox:1"));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("DOCKER_HOST", "unix://" + daemon.socket());
        builder.environment().put("TESTCONTAINERS_RYUK_DISABLED", "true");
        // Where this test itself runs in a container, it would look for a network of its engine.
        builder.environment().put("TESTCONTAINERS_HOST_OVERRIDE", "localhost");
        return Jsec.finish(builder.directory(directory.toFile()).start(), "");
    }
}
