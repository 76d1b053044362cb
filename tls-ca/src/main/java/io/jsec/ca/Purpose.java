package io.jsec.ca;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a leaf is for; each purpose has an intermediate of its own that can sign nothing else. */
public enum Purpose {
    /** A TLS server: 24 hours, renewed by the daemon itself. */
    SERVER(Duration.ofHours(24), Duration.ofHours(24)),
    /** A TLS client: 30 days unless asked otherwise, at most 90. */
    CLIENT(Duration.ofDays(30), Duration.ofDays(90));

    private final Duration lifetime;
    private final Duration lifetimeMax;

    Purpose(Duration lifetime, Duration lifetimeMax) {
        this.lifetime = lifetime;
        this.lifetimeMax = lifetimeMax;
    }

    /** The purpose a word names, {@code server} or {@code client}. */
    public static Optional<Purpose> of(String word) {
        for (Purpose purpose : values()) {
            if (purpose.word().equals(word)) {
                return Optional.of(purpose);
            }
        }
        return Optional.empty();
    }

    /** The word as typed and as recorded. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How long a leaf is valid unless asked otherwise. */
    public Duration lifetime() {
        return lifetime;
    }

    /** The longest life of a leaf that is issued or accepted. */
    public Duration lifetimeMax() {
        return lifetimeMax;
    }

    /** The only extended key usage of such a leaf and of its intermediate. */
    KeyPurposeId usage() {
        return switch (this) {
            case SERVER -> KeyPurposeId.id_kp_serverAuth;
            case CLIENT -> KeyPurposeId.id_kp_clientAuth;
        };
    }
}
