package io.jsec.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An engine's answer, whose body may still come. Its owner closes it. */
public final class Response implements AutoCloseable {
    private static final int WHOLE_BYTES_MAX = 256 << 20;

    private final Head head;
    private final InputStream body;
    private final Wire wire;

    Response(Head head, InputStream body, Wire wire) {
        this.head = head;
        this.body = body;
        this.wire = wire;
    }

    /** The status of HTTP. */
    public int status() {
        return head.status();
    }

    /** A header by its name in lower case. */
    public Optional<String> header(String name) {
        return head.header(name);
    }

    /** The body as it comes. */
    public InputStream body() {
        return body;
    }

    /**
     * The whole body.
     *
     * @throws IOException where the engine breaks off, or sends more than 256 MiB
     */
    public byte[] bytes() throws IOException {
        byte[] all = body.readNBytes(WHOLE_BYTES_MAX);
        if (all.length == WHOLE_BYTES_MAX) {
            throw new IOException("an answer of more than " + WHOLE_BYTES_MAX + " bytes");
        }
        return all;
    }

    /** The whole body as text. */
    public String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
