package io.jsec.engine;

import java.util.Optional;

/** Events, one by one, for one reader that may block a virtual thread. */
public interface EventStream extends AutoCloseable {
    /** Waits for the next; empty at the end. */
    Optional<EventMessage> next();

    /** Ends it, from any thread. */
    @Override
    void close();
}
