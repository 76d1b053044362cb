package io.jsec.daemon.edge;

import java.time.Duration;

/**
 * What one client, and all of them together, may take.
 *
 * @param connections open at one time; one more is closed at once
 * @param connectionsOfUser the same of one user; all that came by TCP count as one
 * @param requestLineBytes method, path and query
 * @param headerBytes all fields of a request together
 * @param bodyBytes a body, whatever reads it; routes that read objects take far less
 * @param headers how long the first request of a connection may take to arrive
 * @param idle how long a connection may wait for its next request
 * @param body how long a body may pause
 * @param lingering how long a closed exchange goes on reading what its client still sends
 */
public record EdgeLimits(
        int connections,
        int connectionsOfUser,
        int requestLineBytes,
        int headerBytes,
        long bodyBytes,
        Duration headers,
        Duration idle,
        Duration body,
        Duration lingering) {
    static final int CONNECTIONS_MAX = 4096;

    /** Who is in the socket's group shuts nobody else out. */
    static final int CONNECTIONS_OF_USER_MAX = 2048;

    /** Filters travel in the query as JSON. */
    static final int REQUEST_LINE_BYTES_MAX = 32 * 1024;

    /** Credentials for several registries travel in one field. */
    static final int HEADER_BYTES_MAX = 128 * 1024;

    /** Images are loaded in one body. */
    static final long BODY_BYTES_MAX = 256L << 30;

    static final int HEADERS_SECONDS_MAX = 30;
    static final int IDLE_SECONDS_MAX = 300;
    static final int BODY_PAUSE_SECONDS_MAX = 600;
    static final int LINGERING_SECONDS_MAX = 2;

    /** The limits that hold outside tests. */
    public static EdgeLimits standard() {
        return new EdgeLimits(
                CONNECTIONS_MAX,
                CONNECTIONS_OF_USER_MAX,
                REQUEST_LINE_BYTES_MAX,
                HEADER_BYTES_MAX,
                BODY_BYTES_MAX,
                Duration.ofSeconds(HEADERS_SECONDS_MAX),
                Duration.ofSeconds(IDLE_SECONDS_MAX),
                Duration.ofSeconds(BODY_PAUSE_SECONDS_MAX),
                Duration.ofSeconds(LINGERING_SECONDS_MAX));
    }
}
