package io.jsec.ca;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * New issuers in the place of old ones, as the fields of one record.
 *
 * <p>A new root brings two new intermediates. Each of their keys is certified twice: by the new
 * root, and until the overlap ends by the old one, so that whoever knows only the one or only the
 * other root accepts the same chain.
 */
final class Rotation {
    /** The longest time an issuer stays trusted after it was replaced. */
    static final Duration OVERLAP_MAX = Duration.ofDays(365);

    private final CaState state;
    private final Keys keys;
    private final Keys rootKeys;
    private final SecureRandom random;
    private final Instant now;

    Rotation(CaState state, Keys keys, Keys rootKeys, SecureRandom random, Instant now) {
        this.state = state;
        this.keys = keys;
        this.rootKeys = rootKeys;
        this.random = random;
        this.now = now;
    }

    /** The record's fields; its keys are on the disk when this returns. */
    Map<String, String> of(String part, Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(OVERLAP_MAX) > 0) {
            throw CaException.refused(
                    "an overlap of " + Durations.text(overlap),
                    "it is at most " + Durations.text(OVERLAP_MAX),
                    "--overlap 90d");
        }
        requireRootKey();
        Map<String, String> fields = new LinkedHashMap<>();
        Instant until = now.plus(overlap);
        int generation = generation();
        fields.put("part", part);
        fields.put("generation", String.valueOf(generation));
        fields.put("until", String.valueOf(until.toEpochMilli()));
        Signer root = state.root().signer(rootKeys);
        Optional<Purpose> purpose = Purpose.of(part);
        if (purpose.isPresent()) {
            X509Certificate above = state.root().certificate();
            put(fields, part, certify(purpose.get(), generation, above, root, Optional.empty()));
        } else {
            rotateRoot(fields, root, generation, until);
        }
        return fields;
    }

    private void rotateRoot(Map<String, String> fields, Signer old, int generation, Instant until) {
        String key = "root-" + generation;
        Signer signer = rootKeys.create(key, state.curve());
        X509Certificate root =
                new Certificates(random, now)
                        .root(CaFactory.rootName(state.id(), generation), signer);
        put(fields, "root", root);
        for (Purpose purpose : Purpose.values()) {
            X509Certificate fresh = certify(purpose, generation, root, signer, Optional.empty());
            put(fields, purpose.word(), fresh);
            if (until.isAfter(now)) {
                X509Certificate cross =
                        new Certificates(random, now)
                                .intermediate(
                                        CaFactory.intermediateName(purpose, state.id(), generation),
                                        purpose,
                                        names(purpose),
                                        fresh.getPublicKey(),
                                        state.root().certificate(),
                                        old,
                                        Optional.of(until));
                put(fields, purpose.word() + "-cross", cross);
            }
        }
        Issuer issuer = new Issuer(key, Optional.empty(), root, Optional.empty(), Optional.empty());
        byte[] crl =
                Crls.of(
                        issuer,
                        signer,
                        List.of(),
                        state.crlNumber() + 1,
                        now,
                        now.plus(CaFactory.ROOT_CRL_VALIDITY));
        fields.put("root-crl", Entry.text(crl));
    }

    private X509Certificate certify(
            Purpose purpose,
            int generation,
            X509Certificate root,
            Signer rootSigner,
            Optional<Instant> until) {
        Signer signer = keys.create(purpose.word() + "-" + generation, state.curve());
        return new Certificates(random, now)
                .intermediate(
                        CaFactory.intermediateName(purpose, state.id(), generation),
                        purpose,
                        names(purpose),
                        signer.publicKey(),
                        root,
                        rootSigner,
                        until);
    }

    private Names names(Purpose purpose) {
        return purpose == Purpose.SERVER ? state.names() : Names.CLIENTS;
    }

    /** One more than any issuer has. */
    private int generation() {
        return state.issuers().stream()
                        .map(issuer -> issuer.key().substring(issuer.key().indexOf('-') + 1))
                        .mapToInt(Integer::parseInt)
                        .max()
                        .orElse(0)
                + 1;
    }

    private void requireRootKey() {
        if (!rootKeys.has(state.root().key())) {
            throw CaException.refused(
                    "rotating",
                    "the key " + state.root().key() + " of the root is not here",
                    "--root DIR with the directory it was made in");
        }
    }

    private static void put(Map<String, String> fields, String name, X509Certificate one) {
        fields.put(name, Entry.text(Pem.der(one)));
    }
}
