package io.jsec.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.ca.Authority;
import io.jsec.ca.CaException;
import io.jsec.ca.CaState;
import io.jsec.ca.Issuer;
import io.jsec.ca.Leaf;
import io.jsec.ca.Revocation;
import io.jsec.ca.Token;
import io.jsec.daemon.CertificateRecord;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the journal what the CA's records got while an engine runs, each once: {@code jsec ca}
 * cannot write there itself, as a journal has one writer. What clients enrolled the listener told
 * when it gave it to them.
 */
final class CaRecords {
    private static final Logger LOG = LoggerFactory.getLogger(CaRecords.class);

    private final Authority authority;
    private final CertificateRecord record;

    @GuardedBy("this")
    private int leaves;

    @GuardedBy("this")
    private int revocations;

    @GuardedBy("this")
    private int issuers;

    /** What is there by now is not told. */
    CaRecords(Authority authority, CertificateRecord record) {
        this.authority = authority;
        this.record = record;
        CaState state = authority.state();
        this.leaves = state.leaves().size();
        this.revocations = state.revocations().size();
        this.issuers = state.issuers().size();
    }

    /** Tells what is new; records that cannot be read are told when they can be. */
    synchronized void look() {
        try {
            authority.refresh();
        } catch (CaException e) {
            // Whoever watches over the handshakes says so, and lets nobody in.
            LOG.debug("the records of the CA are not told: {}", e.getMessage());
            return;
        }
        CaState state = authority.state();
        List<Issuer> all = state.issuers();
        all.subList(issuers, all.size())
                .forEach(issuer -> record.rotated(issuer.key(), issuer.serial()));
        issuers = all.size();
        List<Leaf> issued = state.leavesAfter(leaves);
        leaves += issued.size();
        if (!issued.isEmpty()) {
            Set<BigInteger> enrolled = enrolled(state);
            issued.stream().filter(leaf -> !enrolled.contains(leaf.serial())).forEach(this::tell);
        }
        List<Revocation> revoked = state.revocationsAfter(revocations);
        revocations += revoked.size();
        revoked.forEach(each -> record.revoked(name(state, each.serial()), each.serial()));
    }

    private void tell(Leaf leaf) {
        String name = leaf.nameTexts().getFirst();
        if (leaf.renews().isPresent()) {
            record.renewed(name, leaf.serial());
        } else {
            record.issued(name, leaf.serial());
        }
    }

    private static Set<BigInteger> enrolled(CaState state) {
        Set<BigInteger> serials = new HashSet<>();
        for (Token token : state.tokens()) {
            if (token.end().orElse(null) instanceof Token.End.Used used) {
                serials.add(used.serial());
            }
        }
        return serials;
    }

    private static String name(CaState state, BigInteger serial) {
        return state.leaf(serial)
                .map(leaf -> leaf.nameTexts().getFirst())
                .or(() -> state.issuer(serial).map(Issuer::key))
                .orElse("unknown");
    }
}
