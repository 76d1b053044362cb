package io.jsec.daemon;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer of bytes that begins with the first of them: what fails before is an answer of its own.
 */
final class LazyStream extends OutputStream {
    private final Call call;
    private final String type;
    private @Nullable OutputStream out;

    LazyStream(Call call, String type) {
        this.call = call;
        this.type = type;
    }

    @Override
    public void write(int value) throws IOException {
        begun().write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        begun().write(bytes, offset, length);
    }

    boolean isBegun() {
        return out != null;
    }

    /** Begins the answer, where nothing was written yet. */
    OutputStream begun() throws IOException {
        OutputStream stream = out;
        if (stream == null) {
            stream = call.response().stream(200, type);
            out = stream;
        }
        return stream;
    }
}
