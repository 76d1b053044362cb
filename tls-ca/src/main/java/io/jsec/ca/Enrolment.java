package io.jsec.ca;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tokens are made of and given for, decided under the authority's lock. It writes nothing: the
 * record of the certificate is also the one that its token was used, so that there is no moment
 * between the two.
 */
final class Enrolment {
    /** How many tokens may be open at once. */
    static final int OPEN_MAX = 64;

    /** Compared with where there is no such token, so that this takes as long as a wrong secret. */
    private static final String NO_HASH = "0".repeat(64);

    private final CaState state;
    private final Instant now;

    Enrolment(CaState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    /** The text of a new token. */
    TokenText made(SecureRandom random) {
        if (state.openTokens(now).size() >= OPEN_MAX) {
            throw CaException.refused(
                    "another token",
                    OPEN_MAX + " are open already",
                    "jsec ca token --cancel ID, or waiting until some were used");
        }
        TokenText text = TokenText.random(pinned(), random);
        while (state.token(text.id()).isPresent()) {
            text = TokenText.random(pinned(), random);
        }
        return text;
    }

    /**
     * The root that tokens name: while one replaces another, the one before, because what was
     * issued above it and what is issued now both end there.
     */
    private X509Certificate pinned() {
        List<X509Certificate> roots = state.roots(now);
        return roots.get(Math.min(1, roots.size() - 1));
    }

    /** The record of a new token. */
    Map<String, String> fields(TokenRequest request, TokenText text) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", text.id());
        fields.put("hash", text.hash());
        fields.put("role", request.role().text());
        request.name().ifPresent(name -> fields.put("name", name.text()));
        fields.put("lifetime", String.valueOf(request.lifetime().toSeconds()));
        fields.put("until", String.valueOf(now.plus(request.ttl()).toEpochMilli()));
        return fields;
    }

    /**
     * What is issued for a token.
     *
     * @param proposed the name its holder would like, where he said one
     * @param key the key its holder proved to have
     */
    LeafRequest redeemed(TokenText text, Optional<AltName.Client> proposed, PublicKey key) {
        Token token = open(text);
        AltName.Client name = name(token, proposed);
        boolean known =
                state.leaves().stream()
                        .anyMatch(leaf -> leaf.certificate().getPublicKey().equals(key));
        if (known) {
            throw CaException.refused(
                    "the signing request",
                    "its key had a certificate of this CA before",
                    "a new key, or renewing that certificate");
        }
        return new LeafRequest(
                Purpose.CLIENT, List.of(name), Optional.of(token.role()), token.lifetime(), key);
    }

    private Token open(TokenText text) {
        Optional<Token> known = state.token(text.id());
        byte[] right = known.map(Token::hash).orElse(NO_HASH).getBytes(StandardCharsets.US_ASCII);
        byte[] given = text.hash().getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(right, given) || known.isEmpty()) {
            throw refused("this CA gave no such token");
        }
        Token token = known.get();
        switch (token.standing(now)) {
            case OPEN -> {}
            case EXPIRED -> throw refused("it ended " + token.until());
            case CANCELLED -> throw refused("it was cancelled " + ended(token));
            case USED ->
                    throw refused(
                            "it was used "
                                    + ended(token)
                                    + "; if not by you, somebody else had it:"
                                    + " tell whoever gave it");
        }
        return token;
    }

    private static Instant ended(Token token) {
        return token.end().orElseThrow().time();
    }

    private AltName.Client name(Token token, Optional<AltName.Client> proposed) {
        if (token.name().isPresent()) {
            AltName.Client name = token.name().get();
            if (proposed.filter(other -> !other.equals(name)).isPresent()) {
                throw CaException.refused(
                        "the name " + proposed.get().text(),
                        "the token is for " + name.text(),
                        "no --name");
            }
            return name;
        }
        AltName.Client name =
                proposed.orElseThrow(() ->
                        CaException.refused(
                                "enrolling without a name", "the token has none", "--name NAME"));
        // Whoever owns something is known by name: nobody gets another's because he asks for it.
        if (state.leaves().stream().anyMatch(leaf -> leaf.names().contains(name))) {
            throw CaException.refused(
                    "the name " + name.text(),
                    "a client of this CA has it, or had it",
                    "another --name, or a token made for it with jsec ca token --name "
                            + name.text());
        }
        return name;
    }

    private static CaException refused(String why) {
        return CaException.refused("the token", why, "another one, by jsec ca token");
    }
}
