package io.jsec.daemon.tls;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.ca.Authority;
import io.jsec.ca.Identity;
import io.jsec.ca.Purpose;
import io.jsec.ca.Trust;
import io.jsec.ca.Validator;
import io.jsec.ca.Verdict;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trust in the clients of the engine's own authority, and in nobody else.
 *
 * <p>It answers from memory; {@link #refresh} brings it up to what the authority's records say, and
 * costs one look at a file where nothing changed.
 */
public final class ClientTrust {
    private final Authority authority;
    private final Clock clock;
    private final Trust trust;
    private final Validator validator;
    private final Path records;

    @GuardedBy("this")
    private Optional<FileMark> seen = Optional.empty();

    /**
     * Trust in an authority's clients.
     *
     * @param authority one of its own, which issues nothing: who asks it waits for no lock
     */
    public ClientTrust(Authority authority, Clock clock) {
        this.authority = authority;
        this.clock = clock;
        this.trust = authority.trust();
        this.validator = new Validator(trust);
        this.records = authority.directory().resolve(Authority.STATE_FILE);
    }

    /**
     * What stands in the place of a TLS library's own trust.
     *
     * @param refusal the exception from which that library makes its alert
     */
    public X509ExtendedTrustManager manager(
            Function<Verdict.Refused, CertificateException> refusal) {
        return new FreshTrust(this, refusal);
    }

    /** Who shows this chain, judged now. */
    public Verdict judge(X509Certificate[] chain) {
        List<byte[]> der = new ArrayList<>();
        try {
            for (X509Certificate one : chain) {
                der.add(one.getEncoded());
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no bytes", e);
        }
        return validator.validate(der, Purpose.CLIENT, clock.instant());
    }

    /** Whether what was accepted would be accepted now: neither over nor revoked. */
    public boolean stands(Identity client) {
        Instant now = clock.instant();
        return !now.isAfter(client.notAfter())
                && trust.standing(client.serial(), now) == Trust.Standing.GOOD
                && trust.standing(client.issuer(), now) == Trust.Standing.GOOD;
    }

    /**
     * Reads what was issued and revoked since; a look at one file where nothing was.
     *
     * @throws io.jsec.ca.CaException where the records cannot be read, or make no sense
     */
    public synchronized void refresh() {
        Optional<FileMark> now = FileMark.of(records);
        // Records that are not there are asked for each time, so that the authority says why.
        if (now.isEmpty() || !now.equals(seen)) {
            authority.refresh();
            seen = now;
        }
    }
}
