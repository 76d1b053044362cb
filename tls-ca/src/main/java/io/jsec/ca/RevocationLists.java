package io.jsec.ca;

import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lists of revocations of all issuers together, for programs that are not ours. */
final class RevocationLists {
    private final CaState state;
    private final Keys keys;
    private final Keys rootKeys;
    private final Instant now;

    RevocationLists(CaState state, Keys keys, Keys rootKeys, Instant now) {
        this.state = state;
        this.keys = keys;
        this.rootKeys = rootKeys;
        this.now = now;
    }

    /** The text, and the record that it was made. */
    record Result(String pem, Map<String, String> fields) {}

    /**
     * The lists. Where the root's key is not at hand, the root's latest list is taken, unless an
     * intermediate was revoked since.
     */
    Result of(Instant nextUpdate) {
        long number = state.crlNumber() + 1;
        StringBuilder pem = new StringBuilder();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("number", String.valueOf(number));
        byte[] root = rootList(number, nextUpdate).orElse(null);
        if (root == null) {
            root = state.rootCrl();
            requireNothingNew();
        } else {
            fields.put("root", Entry.text(root));
        }
        pem.append(Pem.block("X509 CRL", root));
        for (Issuer issuer : state.issuers()) {
            if (issuer.purpose().isPresent()
                    && issuer.trusted(now)
                    && now.isBefore(issuer.notAfter())) {
                byte[] list =
                        Crls.of(
                                issuer,
                                issuer.signer(keys),
                                leaves(issuer),
                                number,
                                now,
                                nextUpdate);
                pem.append(Pem.block("X509 CRL", list));
            }
        }
        return new Result(pem.toString(), fields);
    }

    private Optional<byte[]> rootList(long number, Instant nextUpdate) {
        Issuer root = state.root();
        if (!rootKeys.has(root.key())) {
            return Optional.empty();
        }
        // A root that is locked away is brought out about once a year.
        Instant due = state.offlineRoot() ? now.plus(CaFactory.ROOT_CRL_VALIDITY) : nextUpdate;
        return Optional.of(
                Crls.of(
                        root,
                        root.signer(rootKeys),
                        intermediates(),
                        number,
                        now,
                        due.isAfter(nextUpdate) ? due : nextUpdate));
    }

    private void requireNothingNew() {
        if (!intermediates().isEmpty()) {
            throw CaException.refused(
                    "listing revocations",
                    "an intermediate was revoked, which only the root's key can say, and that is"
                            + " not here",
                    "--root DIR with the directory it was made in");
        }
    }

    private List<Revocation> intermediates() {
        return state.issuers().stream()
                .filter(issuer -> issuer.purpose().isPresent())
                .map(issuer -> issuer.serial())
                .flatMap(serial -> state.revocation(serial).stream())
                .toList();
    }

    private List<Revocation> leaves(Issuer issuer) {
        return state.revocations().stream().filter(one -> isOf(one.serial(), issuer)).toList();
    }

    /** Expired leaves are left out: nobody accepts them anyway. */
    private boolean isOf(BigInteger serial, Issuer issuer) {
        return state.leaf(serial)
                .filter(leaf -> leaf.issuer().equals(issuer.key()))
                .filter(leaf -> leaf.notAfter().isAfter(now))
                .isPresent();
    }
}
