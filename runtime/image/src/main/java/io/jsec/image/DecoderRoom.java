package io.jsec.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many decoders with large windows there are at once. Each may need 128 MiB because an archive
 * says so, and an engine whose heap is full ends: one more archive is refused instead.
 */
final class DecoderRoom {
    /** The heap is the process's, and so is this. It leaves a fourth of an engine's heap. */
    static final DecoderRoom OF_THIS_PROCESS = new DecoderRoom(3);

    private final int decoders;
    private final Semaphore free;

    DecoderRoom(int decoders) {
        this.decoders = decoders;
        this.free = new Semaphore(decoders);
    }

    /** Makes a decoder, which may fail. */
    interface Opening {
        InputStream open() throws IOException;
    }

    /**
     * A decoder that takes a place until it is closed.
     *
     * @throws ImageException IN_USE where there is none
     */
    InputStream in(Opening opening) throws IOException {
        if (!free.tryAcquire()) {
            throw ImageException.refused(
                    ImageException.Kind.IN_USE,
                    "archive",
                    decoders + " others in xz or zstd are being read, which need much memory",
                    "again when one of them is done, or gzip");
        }
        boolean opened = false;
        try {
            InputStream place = new Place(opening.open());
            opened = true;
            return place;
        } finally {
            if (!opened) {
                free.release();
            }
        }
    }

    private final class Place extends FilterInputStream {
        private final AtomicBoolean left = new AtomicBoolean();

        Place(InputStream in) {
            super(in);
        }

        @Override
        public void close() throws IOException {
            if (left.compareAndSet(false, true)) {
                free.release();
            }
            super.close();
        }
    }
}
