package io.jsec.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that are gone in the middle of a stream, or never read it: the engine keeps nothing for
 * them, and nobody else waits.
 */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VanishingClientsE2eTest {
    private static final String USER = "jsectest";
    private static final int CLIENTS = 20;

    @TempDir static Path directory = Path.of("/");

    private @Nullable Daemon started;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        started = Daemon.start(directory, USER);
        assertThat(daemon().docker("import", tar.toString(), "busybox:1").exit()).isZero();
        run(
                "talker",
                "i=0; while :; do echo $i; i=$((i+1)); [ $((i % 10)) != 0 ] || sleep 0.02; done");
        run("idle", "dd if=/dev/zero of=/big bs=64k count=256 2>/dev/null; sleep 100000");
        Until.holds(() ->
                daemon().docker("exec", "idle", "stat", "-c", "%s", "/big")
                        .out()
                        .equals("16777216\n"));
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            started.close();
        }
    }

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    private EngineApi api() {
        return new EngineApi(daemon().socket());
    }

    private void run(String name, String script) throws IOException {
        Jsec.Result made =
                daemon().docker("run", "-d", "-i", "--name", name, "busybox:1", "sh", "-c", script);
        assertThat(made.exit()).as(made.err()).isZero();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(daemon().socket()));
        return channel;
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** What the engine holds: descriptors and threads of its process. */
    private record Held(long descriptors, long threads) {}

    private Held held() throws IOException {
        Path engine = Path.of("/proc", Long.toString(daemon().engine().pid()));
        try (Stream<Path> files = Files.list(engine.resolve("fd"));
                Stream<Path> threads = Files.list(engine.resolve("task"))) {
            return new Held(files.count(), threads.count());
        }
    }

    /** As before, give or take what the machine itself holds for a while. */
    private void assertNothingKept(Held before, long engine) throws Exception {
        Until.holds(
                () -> {
                    Held now = held();
                    return now.descriptors() <= before.descriptors() + 3
                            && now.threads() <= before.threads() + 5;
                },
                () -> held() + " after " + before);
        assertThat(daemon().engine().pid()).isEqualTo(engine);
        for (String name : List.of("talker", "idle")) {
            assertThat(
                            api().get("/containers/" + name + "/json")
                                    .json()
                                    .path("State")
                                    .path("Running")
                                    .asBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /containers/talker/logs?follow=1&stdout=1",
                "GET /containers/talker/logs?stdout=1",
                "POST /containers/talker/attach?stream=1&stdout=1&stdin=1&logs=1",
                "GET /events",
                "GET /containers/talker/stats",
                "GET /containers/idle/export",
                "GET /containers/idle/archive?path=/big",
                "GET /images/busybox:1/get",
                "POST /containers/idle/wait",
                "POST /containers/idle/wait?condition=removed",
            })
    void who_is_gone_in_the_middle_of_an_answer_leaves_nothing(String request) throws Exception {
        api().get("/_ping");
        Held before = held();
        long engine = daemon().engine().pid();
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            SocketChannel client = connect();
            String upgrade =
                    request.contains("attach")
                            ? "Connection: Upgrade\r\nUpgrade: tcp\r\n"
                            : "Connection: close\r\n";
            send(
                    client,
                    request + " HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\n" + upgrade + "\r\n");
            clients.add(client);
        }
        for (SocketChannel client : clients) {
            ByteBuffer head = ByteBuffer.allocate(12);
            assertThat(client.read(head)).isPositive();
            assertThat(new String(head.array(), ISO_8859_1)).startsWith("HTTP/1.1 ");
        }

        for (SocketChannel client : clients) {
            client.close();
        }

        assertNothingKept(before, engine);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PUT /containers/idle/archive?path=/tmp",
                "POST /images/load",
                "POST /images/create?fromSrc=-&repo=half&tag=1",
                "POST /containers/create",
            })
    void who_is_gone_in_the_middle_of_a_body_changed_nothing(String request) throws Exception {
        api().get("/_ping");
        Held before = held();
        long engine = daemon().engine().pid();
        byte[] tar = Files.readAllBytes(directory.resolve("busybox.tar"));
        String images = api().get("/images/json").text();
        long used = used();
        for (int i = 0; i < CLIENTS; i++) {
            try (SocketChannel client = connect()) {
                send(
                        client,
                        request
                                + " HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\n"
                                + "Content-Length: "
                                + tar.length
                                + "\r\n\r\n");
                ByteBuffer half = ByteBuffer.wrap(tar, 0, tar.length / 2);
                try {
                    while (half.hasRemaining()) {
                        client.write(half);
                    }
                } catch (IOException e) {
                    // It was refused before it was whole.
                    assertThat(e).hasMessageContaining("Broken pipe");
                }
            }
        }

        assertNothingKept(before, engine);
        assertThat(api().get("/images/json").text()).isEqualTo(images);
        assertThat(api().get("/containers/json?all=1").json()).hasSize(2);
        assertThat(daemon().docker("exec", "idle", "sh", "-c", "rm -rf /tmp/*").exit()).isZero();
        Until.holds(() -> used() <= used + 256 * 1024, () -> used() + " after " + used);
    }

    /** Bytes of images; containers write what they like. */
    private long used() throws IOException {
        Path store = directory.resolve("home/.local/share/jsec/store");
        long bytes = 0;
        try (Stream<Path> all = Files.walk(store)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                bytes += file.toString().contains("/store/engine/") ? 0 : Files.size(file);
            }
        }
        return bytes;
    }

    @Test
    void who_never_reads_holds_up_nobody() throws Exception {
        long engine = daemon().engine().pid();
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                SocketChannel client = connect();
                send(client, "POST /containers/talker/attach?stream=1&stdout=1 HTTP/1.1\r\n");
                send(client, "Host: d\r\nConnection: Upgrade\r\n");
                send(client, "Upgrade: tcp\r\nContent-Length: 0\r\n\r\n");
                clients.add(client);
            }
            long first = lastLine();
            Until.holds(() -> lastLine() > first + 500);
            assertThat(daemon().docker("exec", "talker", "echo", "in").out()).isEqualTo("in\n");
            assertThat(daemon().engine().pid()).isEqualTo(engine);
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    private long lastLine() throws IOException {
        byte[] tail = api().get("/containers/talker/logs?stdout=1&tail=1").body();
        return Long.parseLong(EngineApi.stream(tail, 1).strip());
    }
}
