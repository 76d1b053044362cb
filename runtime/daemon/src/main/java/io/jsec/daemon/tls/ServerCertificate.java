package io.jsec.daemon.tls;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The certificate the servers of one engine show: always the current one. Every TLS socket of an
 * engine takes its credentials here, whatever library it serves with; one {@link #refresh} renews
 * them for all.
 *
 * <p>Of the engine's own authority: made when the engine starts, its key in memory only, renewed
 * after two thirds of its 24 hours, and when its names change or it was revoked. Or files of the
 * user's own, which are read again when they change.
 *
 * <p>Safe for several threads.
 */
public final class ServerCertificate {
    private final CertificateSource source;
    private final Clock clock;

    @GuardedBy("this")
    private List<AltName> names;

    private volatile ServerCredentials current;

    private ServerCertificate(CertificateSource source, List<AltName> names, Clock clock) {
        this.source = source;
        this.names = List.copyOf(names);
        this.clock = clock;
        this.current = source.load(names);
    }

    /**
     * A certificate of the engine's own authority, issued now.
     *
     * @param names host names and addresses of the server
     * @throws io.jsec.ca.CaException where the authority does not issue it
     */
    public static ServerCertificate of(
            Authority authority, List<AltName> names, Clock clock, SecureRandom random) {
        return new ServerCertificate(new IssuedSource(authority, clock, random), names, clock);
    }

    /**
     * A certificate of the user's own.
     *
     * @param chain the leaf and the intermediates below the root, in PEM
     * @param key of the leaf, PKCS#8 in PEM, readable by its owner only
     * @throws TlsException where the files are none of a server
     * @throws io.jsec.ca.CaException where they are not PEM
     */
    public static ServerCertificate ofFiles(Path chain, Path key, Clock clock) {
        return new ServerCertificate(new FileSource(chain, key, clock), List.of(), clock);
    }

    /** What is shown now. */
    public ServerCredentials current() {
        return current;
    }

    /** Whether what is shown now is valid now: a server that has nothing valid serves nobody. */
    public boolean isValid() {
        return current.isValid(clock.instant());
    }

    /** Names the next certificate has; {@link #refresh} makes it where they are others. */
    public synchronized void rename(List<AltName> wanted) {
        names = List.copyOf(wanted);
    }

    /**
     * Takes the next certificate where it is time for it.
     *
     * @return whether another one is shown now
     * @throws io.jsec.ca.CaException or {@link TlsException} where there is no next one; the
     *     current one goes on being shown
     */
    public synchronized boolean refresh() {
        if (!source.isStale(current, names)) {
            return false;
        }
        current = source.load(names);
        return true;
    }

    /**
     * A context of the JDK's TLS that shows what is current at each handshake.
     *
     * @param trust of clients; none where they show no certificate
     */
    public SSLContext jdkContext(TrustManager... trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = {new CurrentKey(this)};
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is part of every JDK", e);
        }
    }
}
