package io.jsec.audit.collect;

import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Asks an engine over the Docker Engine API; GET only. A connection answers one question: audits
 * ask few, and one that hangs is ended by closing it. Safe for several threads.
 */
final class EngineClient {
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;
    private static final int SHARES = 3;

    private final EngineAddress address;
    private final Duration budget;
    private final long end;

    /**
     * A client.
     *
     * @param budget time for all questions together; one gets a third of it at most, so that one
     *     that hangs leaves time for the others
     */
    EngineClient(EngineAddress address, Duration budget) {
        this.address = address;
        this.budget = budget;
        this.end = System.nanoTime() + budget.toNanos();
    }

    /**
     * The document of a path.
     *
     * @throws IOException where the engine does not answer, or answers with an error
     */
    Node get(String path) throws IOException {
        return find(path)
                .orElseThrow(
                        () -> new IOException(address.text() + path + ": there is no such thing"));
    }

    /** The document of a path; none where the engine says that there is no such thing. */
    Optional<Node> find(String path) throws IOException {
        HttpReply reply = ask(path);
        if (reply.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (reply.status() != OK) {
            throw new IOException(
                    address.text() + path + ": " + reply.status() + " " + said(reply));
        }
        try {
            return Optional.of(JsonReader.read(path, reply.body()));
        } catch (ReadException e) {
            int line = e.at().startLine();
            int column = e.at().startColumn();
            throw new IOException(
                    "%s%s: answer, line %d, column %d: %s"
                            .formatted(address.text(), path, line, column, e.getMessage()),
                    e);
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
        Duration left = Duration.ofNanos(end - System.nanoTime());
        Duration share = budget.dividedBy(SHARES);
        Duration allowed = left.compareTo(share) < 0 ? left : share;
        if (allowed.isNegative() || allowed.isZero()) {
            throw new IOException(
                    address.text() + path + ": no time was left within " + seconds(budget) + " s");
        }
        try {
            return switch (address) {
                case EngineAddress.Unix unix -> overUnix(unix, path, allowed);
                case EngineAddress.Tcp tcp -> overTcp(tcp, path, allowed);
            };
        } catch (IOException e) {
            throw new IOException(address.text() + path + ": " + words(e), e);
        }
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static HttpReply overUnix(EngineAddress.Unix unix, String path, Duration allowed)
            throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return within(
                    allowed,
                    channel,
                    () -> {
                        channel.connect(UnixDomainSocketAddress.of(unix.socket()));
                        return exchange(
                                Channels.newOutputStream(channel),
                                Channels.newInputStream(channel),
                                path);
                    });
        }
    }

    private static HttpReply overTcp(EngineAddress.Tcp tcp, String path, Duration allowed)
            throws IOException {
        try (Socket plain = new Socket()) {
            return within(
                    allowed,
                    plain,
                    () -> {
                        plain.connect(new InetSocketAddress(tcp.host(), tcp.port()));
                        return tcp.certificates().isEmpty()
                                ? exchange(plain.getOutputStream(), plain.getInputStream(), path)
                                : overTls(tcp, tcp.certificates().get(), plain, path);
                    });
        }
    }

    private static HttpReply overTls(EngineAddress.Tcp tcp, Path folder, Socket plain, String path)
            throws IOException {
        try (Socket secured = secured(tcp, folder, plain)) {
            return exchange(secured.getOutputStream(), secured.getInputStream(), path);
        }
    }

    /** Talks over a connection. */
    private interface Talk {
        HttpReply get() throws IOException;
    }

    /**
     * The reply, where it comes in time. Reads of a channel have no time-out, and one for each read
     * lets an engine go on that sends a byte a second: the connection is closed instead.
     */
    private static HttpReply within(Duration allowed, Closeable connection, Talk talk)
            throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture.delayedExecutor(allowed.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> {
                    if (over.compareAndSet(false, true)) {
                        late.set(true);
                        close(connection);
                    }
                });
        try {
            return talk.get();
        } catch (IOException e) {
            over.set(true);
            throw late.get()
                    ? new IOException("no answer within " + seconds(allowed) + " s", e)
                    : e;
        } finally {
            over.set(true);
        }
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // It was to end, and whoever reads from it sees that.
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
