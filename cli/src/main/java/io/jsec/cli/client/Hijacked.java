package io.jsec.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** A connection that both ends use as they like, after the engine agreed. Its owner closes it. */
public final class Hijacked implements AutoCloseable {
    private final Head head;
    private final Wire wire;

    Hijacked(Head head, Wire wire) {
        this.head = head;
        this.wire = wire;
    }

    /** The type of what comes, where the engine says it. */
    public Optional<String> contentType() {
        return head.header("content-type");
    }

    /** What comes. */
    public InputStream in() {
        return wire.in();
    }

    /** What goes; each write is sent at once. */
    public OutputStream out() {
        return wire.out();
    }

    /** Tells the engine that nothing more comes, and goes on reading. */
    public void endOutput() throws IOException {
        wire.endOutput();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
