package io.jsec.ca;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * That a certificate is refused from now on.
 *
 * @param serial its number
 * @param time when it was revoked
 * @param reason why
 */
public record Revocation(BigInteger serial, Instant time, Reason reason) {
    /** Why; the numbers are RFC 5280's. */
    public enum Reason {
        /** Nothing was said. */
        UNSPECIFIED(0),
        /** Somebody else may have the key. */
        KEY_COMPROMISE(1),
        /** Its holder has another role now, or none. */
        AFFILIATION_CHANGED(3),
        /** Another took its place. */
        SUPERSEDED(4),
        /** Its holder is gone. */
        CESSATION_OF_OPERATION(5);

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        /** The number in a list of revocations. */
        int code() {
            return code;
        }

        /** The word as typed, such as {@code key-compromise}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The reason a word names, or nothing. */
        public static Optional<Reason> of(String word) {
            for (Reason reason : values()) {
                if (reason.word().equals(word)) {
                    return Optional.of(reason);
                }
            }
            return Optional.empty();
        }
    }
}
