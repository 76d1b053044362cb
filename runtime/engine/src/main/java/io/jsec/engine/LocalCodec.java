package io.jsec.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.Optional;

/**
 * The compact form: u8 0xA5, u8 stream (1, 2), i64 seconds, u32 nanoseconds, u32 length, the line;
 * big endian. A byte that does not start a line is skipped, so that a reader finds back after
 * damage.
 */
final class LocalCodec implements LogCodec {
    private static final int MARK = 0xA5;
    private static final int HEADER_BYTES = 18;
    private static final int NANOS = 1_000_000_000;

    @Override
    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both stand in the header
    public byte[] encode(LogLine line) {
        return ByteBuffer.allocate(HEADER_BYTES + line.text().length)
                .put((byte) MARK)
                .put((byte) line.kind().number())
                .putLong(line.time().getEpochSecond())
                .putInt(line.time().getNano())
                .putInt(line.text().length)
                .put(line.text())
                .array();
    }

    /** A line's text may look like the start of one. */
    @Override
    public long lineStart(SeekableByteChannel file, long from) {
        return 0;
    }

    @Override
    public Optional<LogLine> decode(InputStream in) throws IOException {
        while (true) {
            int mark = in.read();
            if (mark < 0) {
                return Optional.empty();
            }
            if (mark != MARK) {
                continue;
            }
            byte[] head = in.readNBytes(HEADER_BYTES - 1);
            if (head.length < HEADER_BYTES - 1) {
                return Optional.empty();
            }
            ByteBuffer header = ByteBuffer.wrap(head);
            int stream = header.get();
            long seconds = header.getLong();
            int nanos = header.getInt();
            int length = header.getInt();
            boolean legal = (stream == 1 || stream == 2) && nanos >= 0 && nanos < NANOS;
            if (!legal || length < 0 || length > LogLine.BYTES_MAX) {
                continue;
            }
            byte[] text = in.readNBytes(length);
            if (text.length < length) {
                return Optional.empty();
            }
            StreamFrame.Kind kind = stream == 2 ? StreamFrame.Kind.STDERR : StreamFrame.Kind.STDOUT;
            return Optional.of(new LogLine(Instant.ofEpochSecond(seconds, nanos), kind, text));
        }
    }

    @Override
    public byte[] mend() {
        return new byte[0];
    }
}
