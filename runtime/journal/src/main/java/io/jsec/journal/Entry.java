package io.jsec.journal;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * What can be written down. Each part has a type of its own whose alphabet has no place for an
 * environment variable, a header or a body: a secret cannot be written by mistake.
 */
public sealed interface Entry
        permits Entry.Intent,
                Entry.Mutation,
                Entry.Decision,
                Entry.Launch,
                Entry.Certificate,
                Entry.Handshakes,
                Own {
    /** The most objects of an entry that are written one by one; the rest is counted. */
    int OBJECTS_MAX = 32;

    /** Who did it. */
    Identity who();

    /** The methods of the API. */
    enum Method {
        /** Reads. */
        GET,
        /** Reads what stands before a body. */
        HEAD,
        /** Makes or does. */
        POST,
        /** Replaces. */
        PUT,
        /** Removes. */
        DELETE
    }

    /** What a rule said. */
    enum Verdict {
        /** Done as asked. */
        ALLOW,
        /** Done with a safer setting. */
        NARROW,
        /** Done, and told. */
        WARN,
        /** Refused. */
        DENY
    }

    /** What happened to a certificate or token. */
    enum Act {
        /** A certificate was issued. */
        ISSUED,
        /** A certificate was renewed. */
        RENEWED,
        /** A certificate was revoked. */
        REVOKED,
        /** A certificate was given for a token. */
        ENROLLED,
        /** A certificate was not accepted. */
        REFUSED,
        /** A token was made. */
        TOKEN,
        /** A token that is used, over or not ours was not accepted. */
        TOKEN_REFUSED,
        /** An issuer was replaced. */
        ROTATED
    }

    /**
     * A change that is about to be made: written before it is made where the journal is required.
     *
     * @param objects those it names, the first {@value #OBJECTS_MAX} are written
     */
    record Intent(Identity who, Method method, Route route, List<ObjectId> objects)
            implements Entry {
        /** Copies the list. */
        public Intent {
            objects = List.copyOf(objects);
        }
    }

    /**
     * A change that was made or failed.
     *
     * @param status of the answer, such as 201
     * @param ms how long it took
     * @param intent the number of its intent, where one was written
     */
    record Mutation(
            Identity who,
            Method method,
            Route route,
            List<ObjectId> objects,
            int status,
            long ms,
            OptionalLong intent)
            implements Entry {
        /** Copies the list. */
        public Mutation {
            objects = List.copyOf(objects);
            if (status < 100 || status > 599 || ms < 0) {
                throw new IllegalArgumentException("status " + status + " after " + ms + " ms");
            }
        }
    }

    /** A rule's word on a call. */
    record Decision(
            Identity who,
            Method method,
            Route route,
            RuleId rule,
            Verdict verdict,
            List<ObjectId> objects)
            implements Entry {
        /** Copies the list. */
        public Decision {
            objects = List.copyOf(objects);
        }
    }

    /** A container that is started, with the digest of the plan it is started by. */
    record Launch(Identity who, ObjectId container, Digest plan) implements Entry {}

    /**
     * Something that happened to a certificate.
     *
     * @param subject whose it is
     * @param serial its number; a token has none
     */
    record Certificate(Identity who, Act act, Identity subject, Optional<BigInteger> serial)
            implements Entry {}

    /**
     * Strangers of one source who were not let in within a minute.
     *
     * @param minute when it began
     * @param count how many
     * @param reasons the kinds of why, as {@code KIND:COUNT}
     */
    record Handshakes(Source source, Token minute, long count, List<Token> reasons)
            implements Entry {
        /** The most kinds that are written one by one. */
        static final int REASONS_MAX = 64;

        /** Copies the list. */
        public Handshakes {
            reasons = List.copyOf(reasons);
            if (count < 1 || reasons.isEmpty() || reasons.size() > REASONS_MAX) {
                throw new IllegalArgumentException(count + " refused for " + reasons);
            }
        }

        /**
         * The entry of what was counted.
         *
         * @param refused how many there were of each kind
         */
        public static Handshakes of(Source source, Instant minute, SortedMap<Token, Long> refused) {
            return new Handshakes(
                    source,
                    new Token(Body.time(minute)),
                    refused.values().stream().mapToLong(Long::longValue).sum(),
                    refused.entrySet().stream()
                            .map(each -> new Token(each.getKey() + ":" + each.getValue()))
                            .toList());
        }

        @Override
        public Identity who() {
            return Identity.PEER;
        }
    }
}
