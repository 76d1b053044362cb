package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers attached to by WebSocket, with a client that is not ours. */
@Tag("e2e")
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttachSocketE2eTest {
    private static final String USER = "jsectest";

    @TempDir static Path directory = Path.of("/");

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private @Nullable Daemon started;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        started = Daemon.start(directory, USER);
        assertThat(daemon().docker("import", tar.toString(), "busybox:1").exit()).isZero();
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            started.close();
        }
        var _ = loops.shutdownGracefully();
    }

    private Daemon daemon() {
        return Objects.requireNonNull(started);
    }

    private void run(String name, String option, String script) throws IOException {
        Jsec.Result made =
                daemon().docker(
                                "run",
                                "-d",
                                option,
                                "--name",
                                name,
                                "busybox:1",
                                "sh",
                                "-c",
                                script);
        assertThat(made.exit()).as(made.err()).isZero();
    }

    /** A client; what it received is a queue of words. */
    private final class Client implements AutoCloseable {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final Channel channel;

        Client(String name, String query) throws Exception {
            WebSocketClientProtocolConfig config =
                    WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(
                                    URI.create(
                                            "ws://docker/v1.50/containers/"
                                                    + name
                                                    + "/attach/ws?"
                                                    + query))
                            .handleCloseFrames(false)
                            .dropPongFrames(false)
                            .build();
            channel =
                    new Bootstrap()
                            .group(loops)
                            .channel(EpollDomainSocketChannel.class)
                            .handler(new Frames(config, received))
                            .connect(new DomainSocketAddress(daemon().socket().toString()))
                            .sync()
                            .channel();
            assertThat(received.take()).isEqualTo("HANDSHAKE_COMPLETE");
        }

        void send(WebSocketFrame frame) throws InterruptedException {
            channel.writeAndFlush(frame).sync();
        }

        void type(String line) throws InterruptedException {
            send(new BinaryWebSocketFrame(Unpooled.copiedBuffer(line, UTF_8)));
        }

        /** All output so far, once it holds this. */
        String until(String wanted) throws InterruptedException {
            while (text.indexOf(wanted) < 0) {
                text.append(received.take());
            }
            return text.toString();
        }

        @Override
        public void close() {
            channel.close().syncUninterruptibly();
        }
    }

    private static final class Frames extends ChannelInitializer<EpollDomainSocketChannel> {
        private final WebSocketClientProtocolConfig config;
        private final BlockingQueue<String> received;

        Frames(WebSocketClientProtocolConfig config, BlockingQueue<String> received) {
            this.config = config;
            this.received = received;
        }

        @Override
        protected void initChannel(EpollDomainSocketChannel channel) {
            channel.pipeline()
                    .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(8192),
                            new WebSocketClientProtocolHandler(config),
                            new Reader(received));
        }
    }

    private static final class Reader extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final BlockingQueue<String> received;

        Reader(BlockingQueue<String> received) {
            this.received = received;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            ByteBuf content = frame.content();
            received.add(
                    switch (frame) {
                        case BinaryWebSocketFrame _ -> content.toString(UTF_8);
                        case PongWebSocketFrame _ -> "[pong " + content.toString(UTF_8) + "]";
                        case CloseWebSocketFrame close -> "[close " + close.statusCode() + "]";
                        default -> "[" + frame + "]";
                    });
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event
                    == WebSocketClientProtocolHandler.ClientHandshakeStateEvent
                            .HANDSHAKE_COMPLETE) {
                received.add("HANDSHAKE_COMPLETE");
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            received.add("[gone]");
        }
    }

    @Test
    void a_process_is_talked_to_until_it_ends() throws Exception {
        run("echoing", "-i", "echo ready; read line; echo \"got $line\"; exit 3");
        try (Client client = new Client("echoing", "logs=1&stream=1&stdin=1&stdout=1&stderr=1")) {
            client.until("ready\n");
            client.send(new PingWebSocketFrame(Unpooled.copiedBuffer("you", UTF_8)));
            client.until("[pong you]");
            client.type("li");
            client.type("ne\n");

            assertThat(client.until("[gone]"))
                    .isEqualTo("ready\n[pong you]got line\n[close 1000][gone]");
        }
        assertThat(daemon().docker("wait", "echoing").out()).isEqualTo("3\n");
    }

    @Test
    void a_goodbye_ends_the_input_of_a_process_that_has_one_client() throws Exception {
        String body =
                "{\"Image\":\"busybox:1\",\"OpenStdin\":true,\"StdinOnce\":true,"
                        + "\"Cmd\":[\"sh\",\"-c\",\"wc -c; sleep 0.1\"]}";
        EngineApi api = new EngineApi(daemon().socket());
        assertThat(api.post("/containers/create?name=counting", body).status()).isEqualTo(201);
        assertThat(api.post("/containers/counting/start", "").status()).isEqualTo(204);
        try (Client client = new Client("counting", "stream=1&stdin=1&stdout=1")) {
            client.type("x".repeat(100_000));
            client.send(new CloseWebSocketFrame(1000, "enough"));

            assertThat(client.until("[gone]")).isEqualTo("[close 1000][gone]");
        }
        assertThat(daemon().docker("wait", "counting").out()).isEqualTo("0\n");
        assertThat(daemon().docker("logs", "counting").out()).isEqualTo("100000\n");
    }

    @Test
    void detach_keys_leave_a_terminal_and_its_process() throws Exception {
        run("lasting", "-it", "cat");
        try (Client client =
                new Client("lasting", "stream=1&stdin=1&stdout=1&detachKeys=ctrl-x,x")) {
            client.type("hello\r");
            client.until("hello\r\nhello\r\n");
            client.type("\u0018x");

            assertThat(client.until("[gone]")).endsWith("[close 1000][gone]");
        }
        assertThat(daemon().docker("inspect", "-f", "{{.State.Running}}", "lasting").out())
                .isEqualTo("true\n");
    }

    @Test
    void a_client_that_reads_nothing_holds_up_nobody() throws Exception {
        run("talking", "-i", "read line; head -c 40000000 /dev/zero; echo; echo done");
        try (Client silent = new Client("talking", "stream=1&stdin=1&stdout=1")) {
            silent.channel.config().setAutoRead(false);
            silent.type("go\n");

            assertThat(daemon().docker("wait", "talking").out()).isEqualTo("0\n");
        }
    }
}
