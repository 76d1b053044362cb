package io.jsec.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how much was read, not more often than every half a mebibyte. */
final class Watched extends EveryByte {
    private static final long STEP_BYTES = 512 * 1024;

    private final LongConsumer watcher;
    private long count;
    private long next = STEP_BYTES;

    Watched(InputStream in, LongConsumer watcher) {
        super(in);
        this.watcher = watcher;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            count += read;
            if (count >= next) {
                next = count + STEP_BYTES;
                watcher.accept(count);
            }
        } else if (read < 0 && next != Long.MAX_VALUE) {
            next = Long.MAX_VALUE;
            watcher.accept(count);
        }
        return read;
    }
}
