package io.jsec.engine;

import java.time.Instant;

/** A line of a log, with its line end; a part of one where it is too long or has none. */
final class LogLine {
    /** Bytes of a line that are kept together, as in Docker. */
    static final int BYTES_MAX = 16 * 1024;

    private final Instant time;
    private final StreamFrame.Kind kind;
    private final byte[] text;

    LogLine(Instant time, StreamFrame.Kind kind, byte[] text) {
        this.time = time;
        this.kind = kind;
        this.text = text;
    }

    Instant time() {
        return time;
    }

    StreamFrame.Kind kind() {
        return kind;
    }

    /** Not copied. */
    byte[] text() {
        return text;
    }

    /** Whether it ends with a line end. */
    boolean whole() {
        return text.length > 0 && text[text.length - 1] == '\n';
    }
}
