package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The real docker-compose, against a real engine: projects whose services have no network. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerComposeE2eTest {
    private static final String USER = "jsectest";
    private static final Path PROGRAM = Path.of("/usr/bin/docker-compose");

    private static final String PROJECT =
            """
            version: "2.4"
            services:
              db:
                image: busybox:1
                network_mode: none
                command: sh -c "trap 'exit 0' TERM; echo up; while true; do sleep 0.1; done"
                volumes: ["data:/data"]
              web:
                image: busybox:1
                network_mode: none
                environment: {GREETING: hello}
                labels: {kind: shop}
                command: sh -c "echo $$GREETING; trap 'exit 4' TERM; while true; do sleep 0.1; done"
            volumes:
              data: {}
            """;

    @TempDir static Path directory = Path.of("/");

    private @Nullable Daemon started;

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        assumeTrue(
                Files.isExecutable(PROGRAM),
                "no-docker-compose: there is no program to bring a project up");
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        Jsec.run("install", "-d", "-o", USER, directory.resolve("shop").toString());
        started = Daemon.start(directory, USER);
        daemon().importRoot(tar, "busybox:1");
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            started.close();
        }
    }

    private Jsec.Result compose(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        // From 1.45 on no engine tells what it reads where it makes a service anew.
        command.addAll(List.of("env", "COMPOSE_API_VERSION=1.44", PROGRAM.toString()));
        command.addAll(List.of("--no-ansi", "-p", "shop", "-f"));
        command.add(directory.resolve("shop/docker-compose.yml").toString());
        command.addAll(List.of(words));
        return Jsec.finish(daemon().client(command), "");
    }

    private String out(String... words) throws IOException {
        Jsec.Result result = compose(words);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    @Test
    void a_project_comes_up_is_used_and_goes_down() throws IOException {
        Files.writeString(directory.resolve("shop/docker-compose.yml"), PROJECT);

        out("up", "-d");
        assertThat(out("ps", "--services", "--filter", "status=running").lines())
                .containsExactlyInAnyOrder("db", "web");
        assertThat(compose("exec", "-T", "web", "sh", "-c", "echo $GREETING inside; exit 3"))
                .extracting(Jsec.Result::exit, Jsec.Result::out)
                .containsExactly(3, "hello inside\n");
        assertThat(out("logs", "--no-color").lines()).contains("db_1   | up", "web_1  | hello");
        out("exec", "-T", "db", "touch", "/data/kept");
        out("restart", "-t", "10", "db");
        assertThat(out("exec", "-T", "db", "ls", "/data")).isEqualTo("kept\n");
        out("stop");
        assertThat(out("ps")).contains("shop_db_1", "Exit 0", "shop_web_1", "Exit 4");
        out("start");
        assertThat(out("ps", "-q").lines()).hasSize(2);
        out("down", "-v");
        assertThat(daemon().docker("ps", "-aq").out()).isEmpty();
        assertThat(daemon().docker("volume", "ls", "-q").out()).isEmpty();
    }

    @Test
    void a_service_shares_the_network_and_ipc_of_another() throws IOException {
        Files.writeString(
                directory.resolve("shop/docker-compose.yml"),
                """
                version: "2.4"
                services:
                  web:
                    image: busybox:1
                    command: sleep 1000
                    network_mode: none
                    ipc: shareable
                  side:
                    image: busybox:1
                    command: sleep 1000
                    network_mode: service:web
                    ipc: service:web
                """);
        out("up", "-d");
        String script = "readlink /proc/self/ns/net /proc/self/ns/ipc; hostname";
        assertThat(out("exec", "-T", "side", "sh", "-c", script))
                .isEqualTo(out("exec", "-T", "web", "sh", "-c", script));
        out("down");
    }

    @Test
    void a_changed_service_is_made_anew_and_the_other_is_kept() throws IOException {
        Files.writeString(directory.resolve("shop/docker-compose.yml"), PROJECT);
        out("up", "-d");
        String db = out("ps", "-q", "db");
        String web = out("ps", "-q", "web");

        Files.writeString(
                directory.resolve("shop/docker-compose.yml"), PROJECT.replace("hello", "salut"));
        out("up", "-d");

        assertThat(out("ps", "-q", "db")).isEqualTo(db);
        assertThat(out("ps", "-q", "web")).isNotEqualTo(web);
        assertThat(out("exec", "-T", "web", "sh", "-c", "echo $GREETING")).isEqualTo("salut\n");
        out("down", "-v");
    }

    /** It links them to the service's own, whatever the network. */
    @Test
    void containers_beside_a_running_service_are_refused_by_name() throws IOException {
        Files.writeString(directory.resolve("shop/docker-compose.yml"), PROJECT);
        out("up", "-d");

        Jsec.Result run = compose("run", "--rm", "-T", "web", "echo", "once");

        assertThat(run.exit()).isNotZero();
        assertThat(run.err()).contains("HostConfig.Links (--link) is not supported");
        out("down", "-v");
    }

    @Test
    void what_needs_a_network_is_refused_by_name() throws IOException {
        Files.writeString(
                directory.resolve("shop/docker-compose.yml"),
                PROJECT.replace("    network_mode: none\n", ""));

        Jsec.Result up = compose("up", "-d");

        assertThat(up.exit()).isNotZero();
        assertThat(up.err()).contains("creating a network is not supported");
        out("down", "-v");
    }
}
