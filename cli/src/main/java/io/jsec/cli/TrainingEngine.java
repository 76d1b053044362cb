package io.jsec.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An engine with one container that never was, for the recording of a cache by the build. */
final class TrainingEngine implements AutoCloseable {
    private static final String CONTAINER =
            """
            {"Id":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "Names":["/web"],"Image":"debian:12","ImageID":"sha256:ab","Command":"sleep 1000",
            "Created":1700000000,"State":{"Running":true},"Status":"Up 3 minutes",
            "Ports":[{"PrivatePort":80,"Type":"tcp"}],"Labels":{"a":"b"},"Mounts":[],
            "Config":{"Tty":false,"Env":["A=B"]},"HostConfig":{"AutoRemove":false},
            "NetworkSettings":{"Networks":{"none":{}}},"StatusCode":0,"ExitCode":0}
            """;
    private static final String IMAGE =
            """
            {"Id":"sha256:0123456789abcdef","RepoTags":["debian:12"],"RepoDigests":[],
            "Created":1700000000,"Size":1000000,"SharedSize":-1,"Containers":-1}
            """;
    private static final byte[] FRAME = {1, 0, 0, 0, 0, 0, 0, 1, '\n'};

    private final ServerSocketChannel server;

    private TrainingEngine(ServerSocketChannel server) {
        this.server = server;
    }

    static TrainingEngine listen(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        TrainingEngine engine = new TrainingEngine(server);
        Thread.ofPlatform().daemon().start(engine::serve);
        return engine;
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                answer(Channels.newInputStream(client), Channels.newOutputStream(client));
            } catch (IOException e) {
                // The client went away, or the recording is over.
                assert e != null;
            }
        }
    }

    private static void answer(InputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return;
            }
            head.append((char) b);
        }
        String line = head.substring(0, head.indexOf("\r\n"));
        boolean hijack = head.indexOf("Upgrade: tcp") > 0;
        String body = body(line);
        String first = hijack ? "101 UPGRADED" : "200 OK";
        String length = hijack ? "" : "Content-Length: " + body.length() + "\r\n";
        String answer = "HTTP/1.1 " + first + "\r\nApi-Version: 1.50\r\n" + length + "\r\n";
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        if (hijack) {
            out.write(FRAME);
        } else if (!line.startsWith("HEAD")) {
            out.write(body.getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }

    private static String body(String line) {
        if (line.contains("/containers/json")) {
            return "[" + CONTAINER.replace("{\"Running\":true}", "\"running\"") + "]";
        }
        return line.contains("/images/json") ? "[" + IMAGE + "]" : CONTAINER;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
