package io.jsec.audit.collect;

import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Asks an engine over the Docker Engine API; GET only. A connection answers one question: audits
 * ask few, and a hanging one is ended by closing it.
 */
final class EngineClient {
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final EngineAddress address;
    private final Duration timeout;

    EngineClient(EngineAddress address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    /**
     * The document of a path.
     *
     * @throws IOException where the engine does not answer, or answers with an error
     */
    Node get(String path) throws IOException {
        return find(path).orElseThrow(() -> new IOException(path + ": there is no such thing"));
    }

    /** The document of a path; none where the engine says that there is no such thing. */
    Optional<Node> find(String path) throws IOException {
        HttpReply reply = ask(path);
        if (reply.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (reply.status() != OK) {
            throw new IOException(path + ": " + reply.status() + " " + said(reply));
        }
        try {
            return Optional.of(JsonReader.read(path, reply.body()));
        } catch (ReadException e) {
            throw new IOException(path + ": the engine's answer is no JSON: " + e.getMessage(), e);
        }
    }

    private static String said(HttpReply reply) {
        try {
            Node node = JsonReader.read("", reply.body());
            return node.find("message").flatMap(Node::string).orElse("");
        } catch (ReadException e) {
            return reply.text().lines().findFirst().orElse("");
        }
    }

    private HttpReply ask(String path) throws IOException {
        try {
            return switch (address) {
                case EngineAddress.Unix unix -> overUnix(unix, path);
                case EngineAddress.Tcp tcp -> overTcp(tcp, path);
            };
        } catch (IOException e) {
            throw new IOException(address.text() + ": " + words(e), e);
        }
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private HttpReply overUnix(EngineAddress.Unix unix, String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A channel has no time-out for reads: interrupting the collector's thread closes it.
            channel.connect(UnixDomainSocketAddress.of(unix.socket()));
            return exchange(
                    Channels.newOutputStream(channel), Channels.newInputStream(channel), path);
        }
    }

    private HttpReply overTcp(EngineAddress.Tcp tcp, String path) throws IOException {
        int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(tcp.host(), tcp.port()), millis);
            plain.setSoTimeout(millis);
            if (tcp.certificates().isEmpty()) {
                return exchange(plain.getOutputStream(), plain.getInputStream(), path);
            }
            try (Socket secured = secured(tcp, tcp.certificates().get(), plain)) {
                return exchange(secured.getOutputStream(), secured.getInputStream(), path);
            }
        }
    }

    private static Socket secured(EngineAddress.Tcp tcp, Path folder, Socket plain)
            throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        ClientCertificate.context(folder)
                                .getSocketFactory()
                                .createSocket(plain, tcp.host(), tcp.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static HttpReply exchange(OutputStream out, InputStream in, String path)
            throws IOException {
        String request =
                "GET %s HTTP/1.1\r\nHost: docker\r\nUser-Agent: jsec\r\nConnection: close\r\n\r\n"
                        .formatted(path);
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return HttpReply.read(new BufferedInputStream(in));
    }
}
