package io.jsec.daemon;

import io.jsec.journal.Entry;
import io.jsec.journal.Identity;
import io.jsec.journal.Journal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Writes down what happens to certificates: whom the engine gave one for a token, what it did not
 * accept, and what the CA's records say that its owner did.
 *
 * @param journal stays the caller's to close
 */
public record CertificateRecord(Journal journal) {
    /** A token can be used from now on; it has no number. */
    public void granted(String name) {
        tell(Identity.ENGINE, Entry.Act.TOKEN, Identity.certificate(name), Optional.empty());
    }

    /** A client got its first certificate for a token. */
    public void enrolled(String name, BigInteger serial) {
        tell(Identity.PEER, Entry.Act.ENROLLED, Identity.certificate(name), Optional.of(serial));
    }

    /** The holder of a certificate got the next one. */
    public void renewed(String name, BigInteger serial) {
        Identity holder = Identity.certificate(name);
        tell(holder, Entry.Act.RENEWED, holder, Optional.of(serial));
    }

    /** A token was not accepted. Whose it says that it is, nobody knows. */
    public void tokenRefused() {
        tell(Identity.PEER, Entry.Act.TOKEN_REFUSED, Identity.PEER, Optional.empty());
    }

    /** A certificate was not accepted, though our CA issued it: revoked, over, or not yet valid. */
    public void refused(String name, BigInteger serial) {
        tell(Identity.PEER, Entry.Act.REFUSED, Identity.certificate(name), Optional.of(serial));
    }

    /** The CA's records have another certificate, which its owner issued. */
    public void issued(String name, BigInteger serial) {
        tell(Identity.ENGINE, Entry.Act.ISSUED, Identity.certificate(name), Optional.of(serial));
    }

    /** A certificate is refused from now on. */
    public void revoked(String name, BigInteger serial) {
        tell(Identity.ENGINE, Entry.Act.REVOKED, Identity.certificate(name), Optional.of(serial));
    }

    /** The CA has another issuer. */
    public void rotated(String name, BigInteger serial) {
        tell(Identity.ENGINE, Entry.Act.ROTATED, Identity.certificate(name), Optional.of(serial));
    }

    private void tell(Identity who, Entry.Act act, Identity subject, Optional<BigInteger> serial) {
        journal.append(new Entry.Certificate(who, act, subject, serial));
    }
}
