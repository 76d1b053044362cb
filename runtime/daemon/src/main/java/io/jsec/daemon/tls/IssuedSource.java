package io.jsec.daemon.tls;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.Curve;
import io.jsec.ca.EcKeys;
import io.jsec.ca.Issued;
import io.jsec.ca.Leaf;
import io.jsec.ca.LeafRequest;
import io.jsec.ca.Purpose;
import io.jsec.ca.Trust;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Certificates of the engine's own authority, each with a new key. */
final class IssuedSource implements CertificateSource {
    private final Authority authority;
    private final Clock clock;
    private final SecureRandom random;

    IssuedSource(Authority authority, Clock clock, SecureRandom random) {
        this.authority = authority;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public ServerCredentials load(List<AltName> names) {
        KeyPair pair = EcKeys.generate(Curve.P256, random);
        Issued issued =
                authority.issue(
                        new LeafRequest(
                                Purpose.SERVER,
                                names,
                                Optional.empty(),
                                Purpose.SERVER.lifetime(),
                                pair.getPublic()));
        return new ServerCredentials(pair.getPrivate(), issued.chain(), issued.leaf().renewalDue());
    }

    @Override
    public boolean isStale(ServerCredentials current, List<AltName> names) {
        Instant now = clock.instant();
        Trust trust = authority.trust();
        for (X509Certificate one : current.chain()) {
            if (trust.standing(one.getSerialNumber(), now) != Trust.Standing.GOOD) {
                return true;
            }
        }
        return !now.isBefore(current.due()) || !hasNames(current, names);
    }

    private boolean hasNames(ServerCredentials current, List<AltName> names) {
        BigInteger serial = current.leaf().getSerialNumber();
        Optional<Leaf> leaf = authority.state().leaf(serial);
        return leaf.map(known -> new HashSet<>(known.names()).equals(new HashSet<>(names)))
                .orElse(false);
    }
}
