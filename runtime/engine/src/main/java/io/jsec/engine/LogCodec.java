package io.jsec.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** How lines stand in a log's files. */
interface LogCodec {
    /** One line, as it is appended. */
    byte[] encode(LogLine line);

    /**
     * The next line of a file; what is damaged is left out.
     *
     * @return empty where the file ends, or ends within a line
     */
    Optional<LogLine> decode(InputStream in) throws IOException;

    /**
     * Where a line starts at or behind a place of a file; the end where none does. A form in which
     * that cannot be told from within says 0.
     */
    long lineStart(SeekableByteChannel file, long from) throws IOException;

    /** What to append to a file that a dead engine may have left within a line. */
    byte[] mend();
}
