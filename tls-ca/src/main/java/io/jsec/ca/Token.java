package io.jsec.ca;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A token that somebody can have one client certificate for, as the authority remembers it: its
 * secret is not in it.
 *
 * @param id by which people name it
 * @param hash of its secret, in hexadecimal
 * @param role the certificate will carry
 * @param name the certificate will carry; nothing where its holder says it
 * @param lifetime of the certificate
 * @param made when it was made
 * @param until when it can no longer be used
 * @param end how it ended before that, if it did
 */
public record Token(
        String id,
        String hash,
        Role role,
        Optional<AltName.Client> name,
        Duration lifetime,
        Instant made,
        Instant until,
        Optional<End> end) {

    /** How a token ended before its time was over. */
    public sealed interface End {
        /** When it did. */
        Instant time();

        /**
         * A certificate was given for it.
         *
         * @param serial the certificate's number
         */
        record Used(Instant time, BigInteger serial) implements End {}

        /** Somebody took it back. */
        record Cancelled(Instant time) implements End {}
    }

    /** How a token stands at a time. */
    public enum Standing {
        /** It can be used. */
        OPEN,
        /** It was used. */
        USED,
        /** It was taken back. */
        CANCELLED,
        /** Its time is over. */
        EXPIRED;

        /** The word that is printed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it stands. */
    public Standing standing(Instant now) {
        if (end.isPresent()) {
            return switch (end.get()) {
                case End.Used used -> Standing.USED;
                case End.Cancelled cancelled -> Standing.CANCELLED;
            };
        }
        return now.isBefore(until) ? Standing.OPEN : Standing.EXPIRED;
    }

    /** The same, ended. */
    Token ended(End how) {
        return new Token(id, hash, role, name, lifetime, made, until, Optional.of(how));
    }
}
