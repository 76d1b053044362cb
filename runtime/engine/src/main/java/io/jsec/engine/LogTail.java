package io.jsec.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the last lines of a log from its end: what lies before them is not read. */
final class LogTail {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int GROWTH = 4;

    private final LogCodec codec;
    private final Predicate<LogLine> wanted;

    LogTail(LogCodec codec, Predicate<LogLine> wanted) {
        this.codec = codec;
        this.wanted = wanted;
    }

    /**
     * Leaves the files, oldest first, at a place behind which there are at least so many wanted
     * lines, or at their start where there are fewer. Files before it are closed and left out.
     */
    void seek(Deque<SeekableByteChannel> files, long count) throws IOException {
        List<SeekableByteChannel> all = new ArrayList<>(files);
        long missing = count;
        int first = all.size();
        // The newest is kept in any case: whoever follows goes on in it.
        while (first > 0 && (missing > 0 || first == all.size())) {
            first--;
            missing -= seek(all.get(first), missing);
        }
        for (SeekableByteChannel before : all.subList(0, first)) {
            files.removeFirst();
            before.close();
        }
    }

    /** The same in one file. Returns how many there are behind the place. */
    private long seek(SeekableByteChannel file, long count) throws IOException {
        long size = file.size();
        long chunk = CHUNK_BYTES;
        long start;
        long found;
        do {
            start = chunk >= size ? 0 : codec.lineStart(file, size - chunk);
            file.position(start);
            found = count(file);
            chunk *= GROWTH;
        } while (found < count && start > 0);
        file.position(start);
        return found;
    }

    private long count(SeekableByteChannel file) throws IOException {
        // Not closed: that would close the file.
        InputStream in = new BufferedInputStream(Channels.newInputStream(file), CHUNK_BYTES);
        long found = 0;
        Optional<LogLine> line = codec.decode(in);
        while (line.isPresent()) {
            found += wanted.test(line.get()) ? 1 : 0;
            line = codec.decode(in);
        }
        return found;
    }
}
