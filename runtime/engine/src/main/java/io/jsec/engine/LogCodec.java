package io.jsec.engine;

import java.io.IOException;
import java.io.InputStream;
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

    /** What to append to a file that a dead engine may have left within a line. */
    byte[] mend();
}
