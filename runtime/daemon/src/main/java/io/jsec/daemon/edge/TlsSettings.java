package io.jsec.daemon.edge;

import java.time.Duration;
import java.util.List;

/**
 * How a TLS socket is served.
 *
 * @param library which TLS
 * @param old whether TLS 1.2 is spoken too
 * @param limits of those who have not shown a certificate yet
 */
public record TlsSettings(TlsLibrary library, boolean old, Limits limits) {
    static final int HANDSHAKES_MAX = 1024;
    static final int HANDSHAKES_OF_SOURCE_MAX = 128;
    static final int FAILURES_OF_SOURCE_MAX = 200;
    static final int HANDSHAKE_SECONDS_MAX = 10;
    static final int WINDOW_SECONDS = 10;

    /**
     * What strangers may take.
     *
     * @param handshakes at one time
     * @param ofSource the same from one source: an address, or 64 bits of one of version 6
     * @param failures of one source within a window; more are not heard until it is over
     * @param window how long failures are counted
     * @param handshake how long one may take
     */
    public record Limits(
            int handshakes, int ofSource, int failures, Duration window, Duration handshake) {
        /** The limits that hold outside tests. */
        public static final Limits STANDARD =
                new Limits(
                        HANDSHAKES_MAX,
                        HANDSHAKES_OF_SOURCE_MAX,
                        FAILURES_OF_SOURCE_MAX,
                        Duration.ofSeconds(WINDOW_SECONDS),
                        Duration.ofSeconds(HANDSHAKE_SECONDS_MAX));
    }

    /** Those outside tests. */
    public static TlsSettings of(TlsLibrary library, boolean old) {
        return new TlsSettings(library, old, Limits.STANDARD);
    }

    List<String> protocols() {
        return old ? List.of("TLSv1.3", "TLSv1.2") : List.of("TLSv1.3");
    }

    /** Names of the JDK; 1.2 with fresh keys and authenticated encryption only. */
    List<String> ciphers() {
        List<String> now =
                List.of(
                        "TLS_AES_128_GCM_SHA256",
                        "TLS_AES_256_GCM_SHA384",
                        "TLS_CHACHA20_POLY1305_SHA256");
        List<String> before =
                List.of(
                        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
        return old ? java.util.stream.Stream.of(now, before).flatMap(List::stream).toList() : now;
    }
}
