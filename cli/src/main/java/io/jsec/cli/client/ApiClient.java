package io.jsec.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One engine. The version of the API is negotiated at the first request, as docker does it: {@code
 * HEAD /_ping}, GET where that is refused.
 *
 * <p>Requests may be made from several threads; each has its own connection.
 */
public final class ApiClient {
    private static final int BUFFER_BYTES = 32 * 1024;

    private final EngineAddress address;
    private final String agent;
    private final Optional<Runnable> starter;
    private volatile @Nullable ApiVersion version;
    private volatile String journalHead = "";

    @GuardedBy("this")
    private @Nullable TlsDialer dialer;

    /**
     * A client that has not connected yet.
     *
     * @param agent what it calls itself
     */
    public ApiClient(EngineAddress address, String agent) {
        this(address, agent, Optional.empty());
    }

    /**
     * The same for an engine that is started where nobody listens.
     *
     * @param starter returns once somebody does, or throws
     */
    public ApiClient(EngineAddress address, String agent, Optional<Runnable> starter) {
        this.address = address;
        this.agent = agent;
        this.starter = starter;
    }

    /** Where the engine listens. */
    public EngineAddress address() {
        return address;
    }

    /** What the engine said last of its journal's head: SEQ:HASH, or nothing where it said none. */
    public String journalHead() {
        return journalHead;
    }

    /** Reads the first lines of an answer. */
    private Head head(Wire wire) throws IOException {
        Head head = Head.read(wire.in());
        journalHead = head.header("jsec-journal-head").orElse(journalHead);
        return head;
    }

    /**
     * The version that both speak.
     *
     * @throws ClientException where the engine cannot be reached
     */
    public ApiVersion version() {
        ApiVersion known = version;
        if (known == null) {
            known = negotiate();
            version = known;
        }
        return known;
    }

    private ApiVersion negotiate() {
        Request ping = Request.of("HEAD", "/_ping");
        try (Response head = open(ping, "")) {
            if (head.status() == 200 || head.status() == 500) {
                return common(head);
            }
        } catch (IOException e) {
            throw broken(e);
        }
        try (Response get = open(Request.get("/_ping"), "")) {
            return common(get);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static ApiVersion common(Response response) {
        ApiVersion engine = ApiVersion.parse(response.header("api-version").orElse(""));
        return engine.compareTo(ApiVersion.NEWEST) < 0 ? engine : ApiVersion.NEWEST;
    }

    /**
     * Sends a request whose answer may be long.
     *
     * @throws ApiException where the engine says no
     * @throws ClientException where it cannot be reached
     */
    public Response send(Request request) {
        try {
            Response response = open(request, "/v" + version());
            if (response.status() >= 400) {
                try (response) {
                    throw refusal(response, request);
                }
            }
            return response;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Sends a request and gives the whole answer as JSON; nothing at all is a missing node. */
    public JsonNode json(Request request) {
        try (Response response = send(request)) {
            return JsonTree.parse(response.bytes());
        } catch (JsonScanner.NotJsonException e) {
            throw new ClientException(
                    ClientException.Kind.PROTOCOL, "the engine's answer is not JSON");
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Sends a request and gives the whole answer as text. */
    public String text(Request request) {
        try (Response response = send(request)) {
            return response.text();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Sends a request, reads the answer to its end and forgets it. */
    public void call(Request request) {
        text(request);
    }

    /**
     * Sends a request after whose answer the connection belongs to both ends.
     *
     * @throws ApiException where the engine says no, or answers without giving the connection
     */
    public Hijacked hijack(Request request) {
        Request upgrade = request.header("Connection", "Upgrade").header("Upgrade", "tcp");
        Wire wire = connect();
        try {
            write(wire, upgrade, "/v" + version());
            Head head = head(wire);
            if (head.status() == 101 || head.status() == 200) {
                return new Hijacked(head, wire);
            }
            try (Response response =
                    new Response(head, BodyStream.of(head, "POST", wire.in()), wire)) {
                throw refusal(response, request);
            }
        } catch (IOException e) {
            close(wire);
            throw broken(e);
        }
    }

    private Response open(Request request, String prefix) throws IOException {
        Wire wire = connect();
        try {
            IOException unsent = null;
            try {
                write(wire, request, prefix);
            } catch (IOException e) {
                // The engine may have said no before it read everything.
                unsent = e;
            }
            Head head;
            try {
                head = head(wire);
                while (head.status() == 100) {
                    head = head(wire);
                }
            } catch (IOException e) {
                throw unsent == null ? e : unsent;
            }
            return new Response(head, BodyStream.of(head, request.method(), wire.in()), wire);
        } catch (IOException | RuntimeException e) {
            close(wire);
            throw e;
        }
    }

    private Wire connect() {
        try {
            return dial();
        } catch (IOException e) {
            ClientException why = unreachable(e);
            if (starter.isEmpty() || why.kind() != ClientException.Kind.UNREACHABLE) {
                throw why;
            }
        }
        starter.get().run();
        try {
            return dial();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private Wire dial() throws IOException {
        return address.tls().isEmpty() ? PlainWire.to(address.socket()) : dialer().connect();
    }

    private synchronized TlsDialer dialer() {
        TlsDialer known = dialer;
        if (known == null) {
            known = new TlsDialer(address, address.tls().orElseThrow());
            dialer = known;
        }
        return known;
    }

    private ClientException unreachable(IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("Permission denied")) {
            return new ClientException(
                    ClientException.Kind.DENIED,
                    "permission denied while trying to connect to the engine's socket at "
                            + address.text());
        }
        return new ClientException(
                ClientException.Kind.UNREACHABLE,
                "Cannot connect to the Docker daemon at "
                        + address.text()
                        + ". Is the docker daemon running?");
    }

    private void write(Wire wire, Request request, String prefix) throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append(request.method()).append(' ').append(request.target(prefix));
        head.append(" HTTP/1.1\r\nHost: docker\r\nUser-Agent: ").append(agent).append("\r\n");
        request.headers().forEach((name, value) -> header(head, name, value));
        OutputStream out = new BufferedOutputStream(wire.out(), BUFFER_BYTES);
        // No switch over types: the first one in a process makes a class, which takes its time.
        if (request.body() instanceof Request.Body.Stream body) {
            write(out, head, body);
        } else if (request.body() instanceof Request.Body.Text body) {
            byte[] content = body.content().getBytes(StandardCharsets.UTF_8);
            header(head, "Content-Type", body.type());
            header(head, "Content-Length", Integer.toString(content.length));
            out.write(bytes(head));
            out.write(content);
        } else {
            if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
                header(head, "Content-Length", "0");
            }
            out.write(bytes(head));
        }
        out.flush();
    }

    private static void write(OutputStream out, StringBuilder head, Request.Body.Stream body)
            throws IOException {
        header(head, "Content-Type", body.type());
        header(head, "Transfer-Encoding", "chunked");
        out.write(bytes(head));
        ChunkedOutput chunks = new ChunkedOutput(out);
        OutputStream whole = new BufferedOutputStream(chunks, BUFFER_BYTES);
        body.source().writeTo(whole);
        whole.flush();
        chunks.end();
    }

    private static void header(StringBuilder head, String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a header of two lines: " + name);
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static byte[] bytes(StringBuilder head) {
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The message of a refusal: JSON with one key, or whatever else the engine wrote. */
    private static ApiException refusal(Response response, Request request) throws IOException {
        String text = response.text().strip();
        String message = text;
        try {
            JsonNode tree =
                    text.startsWith("{")
                            ? JsonTree.parse(text.getBytes(StandardCharsets.UTF_8))
                            : null;
            if (tree != null && tree.path("message").isTextual()) {
                message = tree.path("message").textValue();
            }
        } catch (JsonScanner.NotJsonException e) {
            message = text;
        }
        if (message.isEmpty()) {
            message = "status " + response.status() + " for " + request.path();
        }
        return new ApiException(response.status(), message);
    }

    private static ClientException broken(IOException e) {
        return new ClientException(
                ClientException.Kind.PROTOCOL, "error during connect: " + e.getMessage());
    }

    private static void close(Wire wire) {
        try {
            wire.close();
        } catch (IOException _) {
            // The first failure is the one that is told.
        }
    }
}
