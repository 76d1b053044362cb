package io.jsec.engine;

import java.util.Optional;

/** Output, part by part, for one reader that may block a virtual thread. */
public interface Frames extends AutoCloseable {
    /** Waits for the next part; empty at the end. */
    Optional<StreamFrame> next();

    /** Ends it for the reader, from any thread; {@link #next} returns empty then. */
    @Override
    void close();
}
