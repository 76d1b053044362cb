package io.jsec.ca;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a peer's chain: the exact shape this authority issues, or a refusal with its reason.
 *
 * <p>What cannot change about a leaf (shape, signatures, names) is remembered by its bytes; time,
 * revocation and trust are asked for anew each time. Safe for several threads.
 */
public final class Validator {
    /** Leaf, intermediate, the intermediate's cross certificate, root. */
    static final int CHAIN_MAX = 4;

    private static final int REMEMBERED_MAX = 1_024;

    private final Trust trust;

    @GuardedBy("this")
    private final Map<Shown, Checked> remembered =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Shown, Checked> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    /** A leaf whose shape and signatures are right, and what they rest on. */
    private record Checked(Parsed leaf, Parsed issuer, Parsed root, Identity identity) {}

    /** What a peer showed for a purpose. */
    // The arrays are the peer's certificates, which nobody writes to.
    @SuppressWarnings("ArrayRecordComponent")
    private record Shown(Purpose purpose, byte[][] chain) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Shown shown
                    && purpose == shown.purpose
                    && Arrays.deepEquals(chain, shown.chain);
        }

        @Override
        public int hashCode() {
            return 31 * purpose.hashCode() + Arrays.deepHashCode(chain);
        }
    }

    /** A validator of what this trust holds. */
    public Validator(Trust trust) {
        this.trust = trust;
    }

    /**
     * Judges a chain.
     *
     * @param chain the certificates as the peer sent them, leaf first, in DER
     * @param purpose what the leaf must be for
     */
    public Verdict validate(List<byte[]> chain, Purpose purpose, Instant now) {
        try {
            Checked checked = checked(chain, purpose);
            current(checked, now);
            return new Verdict.Accepted(checked.identity());
        } catch (Refusal refusal) {
            return refusal.verdict();
        }
    }

    /** Judges a server's chain; it must have this name too. */
    public Verdict validateServer(List<byte[]> chain, AltName name, Instant now) {
        Verdict verdict = validate(chain, Purpose.SERVER, now);
        if (verdict instanceof Verdict.Accepted accepted
                && !accepted.identity().names().contains(name)) {
            String sentence =
                    "the server is called "
                            + accepted.identity().names().stream().map(AltName::text).toList()
                            + ", not "
                            + name.text();
            return new Refusal(Reason.NAME_MISMATCH, sentence).verdict();
        }
        return verdict;
    }

    private Checked checked(List<byte[]> chain, Purpose purpose) throws Refusal {
        if (chain.isEmpty()) {
            throw new Refusal(Reason.NO_CERTIFICATE, "the peer sent no certificate");
        }
        if (chain.size() > CHAIN_MAX) {
            throw new Refusal(
                    Reason.CHAIN_TOO_LONG,
                    chain.size() + " certificates; a chain has at most " + CHAIN_MAX);
        }
        Shown key = new Shown(purpose, chain.toArray(byte[][]::new));
        List<byte[]> roots = trust.roots().stream().map(Pem::der).toList();
        synchronized (this) {
            Checked known = remembered.get(key);
            if (known != null && isIn(roots, known.root())) {
                return known;
            }
        }
        Checked fresh = check(chain, purpose, roots);
        synchronized (this) {
            remembered.put(key, fresh);
        }
        return fresh;
    }

    private Checked check(List<byte[]> chain, Purpose purpose, List<byte[]> roots) throws Refusal {
        List<Parsed> sent = new ArrayList<>();
        for (byte[] der : chain) {
            sent.add(Parsed.of(der));
        }
        Parsed leaf = sent.getFirst();
        List<Parsed> others = sent.subList(1, sent.size());
        if (leaf.isAuthority()) {
            boolean later = others.stream().anyMatch(other -> !other.isAuthority());
            throw later
                    ? new Refusal(Reason.WRONG_ORDER, "the leaf does not come first")
                    : new Refusal(Reason.CA_AS_LEAF, "an authority's certificate is no leaf");
        }
        if (leaf.isIssuedBy(leaf)) {
            throw new Refusal(Reason.SELF_SIGNED, "it names itself as its issuer");
        }
        if (others.stream().anyMatch(other -> !other.isAuthority())) {
            throw new Refusal(
                    Reason.LEAF_AS_CA, "a certificate that is no authority's follows the leaf");
        }
        List<Parsed> candidates = candidates(leaf, others);
        if (!candidates.isEmpty()) {
            placed(leaf, others, roots);
        }
        return below(leaf, candidates, purpose, roots);
    }

    /** That every certificate after the leaf has a place there. */
    private static void placed(Parsed leaf, List<Parsed> others, List<byte[]> roots)
            throws Refusal {
        @Nullable Parsed issuer = null;
        for (Parsed other : others) {
            boolean known = isIn(roots, other);
            if (leaf.isIssuedBy(other) && (issuer == null || other.key().equals(issuer.key()))) {
                issuer = other;
            } else if (!known) {
                throw new Refusal(
                        Reason.UNEXPECTED_CERTIFICATE,
                        "a certificate came along that neither signed the leaf nor is trusted");
            } else if (issuer == null && others.size() > 1) {
                throw new Refusal(Reason.WRONG_ORDER, "the issuer does not follow the leaf");
            }
        }
    }

    private List<Parsed> candidates(Parsed leaf, List<Parsed> others) throws Refusal {
        List<Parsed> candidates = new ArrayList<>();
        for (Parsed other : others) {
            if (leaf.isIssuedBy(other)) {
                candidates.add(other);
            }
        }
        for (X509Certificate known : trust.intermediates()) {
            Parsed parsed = Parsed.of(Pem.der(known));
            if (leaf.isIssuedBy(parsed)) {
                candidates.add(parsed);
            }
        }
        return candidates;
    }

    private static Checked below(
            Parsed leaf, List<Parsed> candidates, Purpose purpose, List<byte[]> roots)
            throws Refusal {
        @Nullable Refusal first = null;
        for (Parsed issuer : candidates) {
            try {
                Parsed root = rootOf(issuer, roots);
                Names names = Shape.intermediate(issuer, purpose);
                Shape.issued(issuer, root);
                Identity identity = Shape.leaf(leaf, purpose, issuer);
                Shape.issued(leaf, issuer);
                permitted(identity, names);
                return new Checked(leaf, issuer, root, identity);
            } catch (Refusal refusal) {
                first = first == null ? refusal : first;
            }
        }
        if (first != null) {
            throw first;
        }
        throw new Refusal(
                Reason.UNKNOWN_ISSUER,
                "nobody trusted here is called " + Parsed.text(leaf.tbs().getIssuer()));
    }

    private static Parsed rootOf(Parsed issuer, List<byte[]> roots) throws Refusal {
        for (byte[] der : roots) {
            Parsed root = Parsed.of(der);
            if (issuer.isIssuedBy(root)) {
                return root;
            }
        }
        throw new Refusal(Reason.UNKNOWN_ISSUER, "the intermediate is not of a trusted root");
    }

    private static void permitted(Identity identity, Names names) throws Refusal {
        for (AltName name : identity.names()) {
            if (!names.permits(name)) {
                throw new Refusal(
                        Reason.NAME_NOT_PERMITTED,
                        "its issuer may not certify the name " + name.text());
            }
        }
    }

    /** What may be different at the next question. */
    private void current(Checked checked, Instant now) throws Refusal {
        within(checked.leaf(), "it", now);
        within(checked.issuer(), "its issuer", now);
        within(checked.root(), "its root", now);
        switch (trust.standing(checked.leaf().serial(), now)) {
            case GOOD -> {}
            case REVOKED ->
                    throw new Refusal(
                            Reason.REVOKED,
                            checked.identity().name() + "'s certificate was revoked");
            case RETIRED ->
                    throw new Refusal(
                            Reason.UNKNOWN_ISSUER, "no record says that it was issued here");
        }
        switch (trust.standing(checked.issuer().serial(), now)) {
            case GOOD -> {}
            case REVOKED -> throw new Refusal(Reason.ISSUER_REVOKED, "its issuer was revoked");
            case RETIRED ->
                    throw new Refusal(
                            Reason.ISSUER_RETIRED,
                            "its issuer was replaced and is not trusted any more");
        }
    }

    private static void within(Parsed certificate, String what, Instant now) throws Refusal {
        if (now.isBefore(certificate.notBefore())) {
            throw new Refusal(
                    Reason.NOT_YET_VALID, what + " is valid from " + certificate.notBefore());
        }
        if (now.isAfter(certificate.notAfter())) {
            throw new Refusal(Reason.EXPIRED, what + " was valid to " + certificate.notAfter());
        }
    }

    private static boolean isIn(List<byte[]> roots, Parsed certificate) {
        return roots.stream().anyMatch(root -> Arrays.equals(root, certificate.der()));
    }

    /** The identity of an accepted chain, or nothing. */
    public static Optional<Identity> identity(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted
                ? Optional.of(accepted.identity())
                : Optional.empty();
    }
}
