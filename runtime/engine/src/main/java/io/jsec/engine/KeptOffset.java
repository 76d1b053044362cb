package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * How much of a run's output stands in its log: eight bytes of a file, mapped, so that to write
 * them costs nothing and they outlive a killed engine. The next engine reads the output on from
 * there.
 */
final class KeptOffset {
    private static final int BYTES = Long.BYTES;

    private final Path file;

    @GuardedBy("this")
    private @Nullable MappedByteBuffer mapped;

    KeptOffset(Path file) {
        this.file = file;
    }

    /** A run begins: nothing of it is kept. */
    void begin() {
        write(0);
    }

    /** Everything before this byte is kept. A file that cannot be written costs repeated lines. */
    synchronized void write(long offset) {
        MappedByteBuffer now = open();
        if (now != null) {
            now.putLong(0, offset);
        }
    }

    /** 0 where nothing is known. */
    synchronized long read() {
        if (!Files.exists(file)) {
            return 0;
        }
        MappedByteBuffer now = open();
        return now == null ? 0 : Math.max(0, now.getLong(0));
    }

    @GuardedBy("this")
    private @Nullable MappedByteBuffer open() {
        if (mapped == null) {
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            } catch (IOException e) {
                return null;
            }
        }
        return mapped;
    }

    synchronized void close() {
        mapped = null;
    }
}
