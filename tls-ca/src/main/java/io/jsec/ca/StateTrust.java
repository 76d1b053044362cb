package io.jsec.ca;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trust of the authority itself: it knows every number it gave out, so that a certificate nobody
 * recorded is refused although its signature is right.
 */
final class StateTrust implements Trust {
    private final CaState state;
    private final Clock clock;

    StateTrust(CaState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    @Override
    public List<X509Certificate> roots() {
        return state.roots(clock.instant());
    }

    @Override
    public List<X509Certificate> intermediates() {
        List<X509Certificate> all = new ArrayList<>();
        for (Issuer issuer : state.issuers()) {
            if (issuer.purpose().isPresent()) {
                all.add(issuer.certificate());
                issuer.cross().ifPresent(all::add);
            }
        }
        return all;
    }

    @Override
    public Standing standing(BigInteger serial, Instant now) {
        if (state.revocation(serial).isPresent()) {
            return Standing.REVOKED;
        }
        if (state.leaf(serial).isPresent()) {
            return Standing.GOOD;
        }
        Optional<Issuer> issuer =
                state.issuers().stream().filter(one -> has(one, serial)).findFirst();
        return issuer.map(one -> one.trusted(now) ? Standing.GOOD : Standing.RETIRED)
                .orElse(Standing.RETIRED);
    }

    private static boolean has(Issuer issuer, BigInteger serial) {
        return issuer.serial().equals(serial)
                || issuer.cross()
                        .map(cross -> cross.getSerialNumber().equals(serial))
                        .orElse(false);
    }
}
