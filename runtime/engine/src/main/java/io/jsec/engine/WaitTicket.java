package io.jsec.engine;

import java.time.Duration;
import java.util.Optional;

/** A wait that has begun: what happens from now on counts. To abandon it is harmless. */
public interface WaitTicket extends AutoCloseable {
    /** How it ended; empty where it did not in time. */
    Optional<WaitResult> await(Duration limit);

    /** Waits as long as it takes. */
    WaitResult await();

    /** Gives the wait up. */
    @Override
    void close();

    /**
     * An end.
     *
     * @param exitCode of the container
     * @param error why the wait failed; empty where it did not
     */
    record WaitResult(int exitCode, String error) {}
}
