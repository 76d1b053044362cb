package io.jsec.daemon.enrol;

import java.time.Duration;

/**
 * How much a listener takes.
 *
 * @param connectionsMax open at once
 * @param sourceConnectionsMax of these from one source
 * @param burst requests a source may make at once
 * @param perSecond requests a second it may go on with
 * @param allBurst the same for all sources together
 * @param allPerSecond the same for all sources together
 * @param connectionTime how long a connection may last, handshake and all
 */
public record EnrolLimits(
        int connectionsMax,
        int sourceConnectionsMax,
        int burst,
        int perSecond,
        int allBurst,
        int allPerSecond,
        Duration connectionTime) {
    /** For people and their scripts. */
    public static final EnrolLimits STANDARD =
            new EnrolLimits(64, 8, 20, 1, 100, 10, Duration.ofSeconds(10));

    /** Bytes of a request's first line and headers. */
    static final int HEAD_BYTES_MAX = 8_192;

    /** Bytes of a request's body. */
    static final int BODY_BYTES_MAX = 32_768;

    /** How many sources are remembered. */
    static final int SOURCES_MAX = 4_096;
}
