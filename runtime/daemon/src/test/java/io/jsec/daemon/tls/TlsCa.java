package io.jsec.daemon.tls;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.CaFactory;
import io.jsec.ca.CaSetup;
import io.jsec.ca.Curve;
import io.jsec.ca.EcKeys;
import io.jsec.ca.Issued;
import io.jsec.ca.LeafRequest;
import io.jsec.ca.Names;
import io.jsec.ca.Purpose;
import io.jsec.ca.Role;
import io.jsec.ca.Secrets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** An authority in a folder, with a clock that is as far from the real one as a test wants. */
public final class TlsCa {
    /** What a client shows, and whom it trusts. */
    public record Held(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> roots) {
        /** The certificate itself. */
        public X509Certificate leaf() {
            return chain.getFirst();
        }
    }

    /** A clock that goes on, and can be moved. */
    public static final class MovedClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        /** Goes on by that much at once. */
        public void move(Duration by) {
            ahead = ahead.plus(by);
        }
    }

    public final MovedClock clock = new MovedClock();
    public final SecureRandom random = new SecureRandom();
    public final Path directory;
    public final Authority authority;

    public TlsCa(Path directory) {
        this.directory = directory;
        Names names = Names.parse(List.of("localhost", "example.lan", "127.0.0.0/8", "::1"));
        CaSetup setup = new CaSetup(Curve.P256, names, Optional.empty());
        authority = CaFactory.create(directory, setup, Secrets.NONE, clock, random);
    }

    /** The same authority as another process has it. */
    public Authority elsewhere() {
        return Authority.open(directory, Secrets.NONE, clock, random);
    }

    public ServerCertificate server(String... names) {
        return ServerCertificate.of(authority, names(names), clock, random);
    }

    static List<AltName> names(String... names) {
        return List.of(names).stream().map(name -> AltName.server(name).orElseThrow()).toList();
    }

    /** A client that was issued its certificate by another process. */
    public Held client(String name, String role) {
        return client(name, role, Duration.ofDays(30));
    }

    public Held client(String name, String role, Duration life) {
        KeyPair pair = EcKeys.generate(Curve.P256, random);
        Issued issued =
                elsewhere()
                        .issue(
                                new LeafRequest(
                                        Purpose.CLIENT,
                                        List.of(AltName.client(name).orElseThrow()),
                                        Optional.of(new Role(role)),
                                        life,
                                        pair.getPublic()));
        return new Held(pair.getPrivate(), issued.chain(), issued.roots());
    }

    /** A server's certificate, in the hands of somebody who shows it as a client. */
    public Held serverAsClient() {
        ServerCredentials held = server("localhost").current();
        return new Held(held.key(), held.chain(), roots());
    }

    public List<X509Certificate> roots() {
        return authority.state().roots(clock.instant());
    }
}
