package io.jsec.engine;

import java.util.Optional;

/** A sample a second, for one reader that may block a virtual thread. */
public interface StatsStream extends AutoCloseable {
    /** Waits for the next; empty when the container is removed or the stream closed. */
    Optional<StatsSample> next();

    /** Ends it, from any thread. */
    @Override
    void close();
}
