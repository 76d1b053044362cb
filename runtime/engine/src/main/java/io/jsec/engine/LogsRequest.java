package io.jsec.engine;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of a log is read.
 *
 * @param stdout whether standard output is
 * @param stderr whether standard error is
 * @param follow whether what comes is waited for, until the container ends
 * @param timestamps whether each line starts with its time
 * @param since nothing older
 * @param until nothing newer
 * @param tail the last so many lines; absent for all
 */
public record LogsRequest(
        boolean stdout,
        boolean stderr,
        boolean follow,
        boolean timestamps,
        Optional<Instant> since,
        Optional<Instant> until,
        OptionalLong tail) {
    /** All of both. */
    public static final LogsRequest ALL =
            new LogsRequest(
                    true,
                    true,
                    false,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty());

    /** The same that follows. */
    public LogsRequest following() {
        return new LogsRequest(stdout, stderr, true, timestamps, since, until, tail);
    }
}
