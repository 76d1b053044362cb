package io.jsec.ca;

import java.time.Duration;
import java.util.Optional;

/**
 * What a token shall be good for.
 *
 * @param role the certificate will carry
 * @param name the certificate will carry; nothing where its holder may say it
 * @param ttl how long it can be used
 * @param lifetime of the certificate
 */
public record TokenRequest(
        Role role, Optional<AltName.Client> name, Duration ttl, Duration lifetime) {
    /** How long a token can be used unless asked otherwise. */
    public static final Duration TTL = Duration.ofMinutes(10);

    private static final Duration TTL_MIN = Duration.ofSeconds(10);
    private static final Duration TTL_MAX = Duration.ofHours(24);
    private static final Duration LIFETIME_MIN = Duration.ofHours(1);

    /**
     * Refuses what no token may be.
     *
     * @throws CaException with the reason
     */
    public TokenRequest {
        if (ttl.compareTo(TTL_MIN) < 0 || ttl.compareTo(TTL_MAX) > 0) {
            throw CaException.refused(
                    "a token for " + Durations.text(ttl),
                    "tokens are good for "
                            + Durations.text(TTL_MIN)
                            + " to "
                            + Durations.text(TTL_MAX),
                    "--ttl " + Durations.text(TTL));
        }
        Duration max = Purpose.CLIENT.lifetimeMax();
        if (lifetime.compareTo(LIFETIME_MIN) < 0 || lifetime.compareTo(max) > 0) {
            throw CaException.refused(
                    "a certificate for " + Durations.text(lifetime),
                    "who enrols gets "
                            + Durations.text(LIFETIME_MIN)
                            + " to "
                            + Durations.text(max),
                    "--lifetime " + Durations.text(Purpose.CLIENT.lifetime()));
        }
    }
}
