package io.jsec.cli;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.CaException;
import io.jsec.ca.CaFactory;
import io.jsec.ca.CaSetup;
import io.jsec.ca.Credentials;
import io.jsec.ca.Curve;
import io.jsec.ca.EcKeys;
import io.jsec.ca.Issued;
import io.jsec.ca.LeafRequest;
import io.jsec.ca.Names;
import io.jsec.ca.Purpose;
import io.jsec.ca.Role;
import io.jsec.ca.Secrets;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * {@code jsec daemon --tls-init}: makes what is missing for a port with TLS, and says what it is.
 * What is there already stays as it is.
 */
final class TlsInit {
    private static final String ADMIN = "admin";

    private final TlsStart start;
    private final String host;
    private final String user;
    private final Path certificates;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();

    /**
     * @param host the host's own name
     * @param user who serves; the administrator's certificate is called so
     * @param certificates where those of clients are kept, a directory for each server
     */
    TlsInit(TlsStart start, String host, String user, Path certificates, PrintStream out) {
        this.start = start;
        this.host = host;
        this.user = user;
        this.certificates = certificates;
        this.out = out;
    }

    /** Does so. */
    void run() {
        try {
            // First of all: where nothing can be served, nothing is made.
            List<InetSocketAddress> addresses = EngineTls.addresses(start);
            Authority authority = authority();
            List<AltName> names =
                    TlsNames.of(start.names(), addresses, host, authority.state().names());
            out.println(
                    "the server's certificate names "
                            + String.join(", ", names.stream().map(AltName::text).toList()));
            TlsPort port = start.ports().getFirst();
            Path directory = certificates.resolve(port.host());
            administrator(authority, directory);
            String at = TlsPort.text(addresses.getFirst());
            out.println("clients on this host:");
            out.println(
                    "  docker --tlsverify --tlscacert "
                            + directory.resolve(Credentials.ROOTS_FILE)
                            + " --tlscert "
                            + directory.resolve(Credentials.CHAIN_FILE)
                            + " --tlskey "
                            + directory.resolve(Credentials.KEY_FILE)
                            + " -H "
                            + at
                            + " version");
            out.println("  jsec --tlsverify -H " + at + " version");
            out.println("others: jsec ca issue client NAME --role viewer --out DIR");
            out.flush();
        } catch (CaException e) {
            throw CliException.said(Code.TLS, String.valueOf(e.getMessage()))
                    .withExit(ExitCode.USAGE);
        }
    }

    private Authority authority() {
        Secrets secrets = start.secrets();
        if (Files.exists(start.authority().resolve(Authority.STATE_FILE))) {
            out.println("the CA in " + start.authority() + " is there already");
            return Authority.open(start.authority(), secrets, clock, random);
        }
        CaSetup setup = new CaSetup(Curve.P256, Names.ofHost(host), Optional.empty());
        Authority made = CaFactory.create(start.authority(), setup, secrets, clock, random);
        out.println(
                "made the CA "
                        + made.state().id()
                        + " in "
                        + start.authority()
                        + ", for servers called "
                        + setup.names());
        return made;
    }

    private void administrator(Authority authority, Path directory) {
        if (Files.exists(directory.resolve(Credentials.CHAIN_FILE))) {
            out.println("the client's certificate in " + directory + " is there already");
            return;
        }
        KeyPair pair = EcKeys.generate(Curve.P256, random);
        Credentials files = Credentials.begin(directory, Optional.of(pair.getPrivate()));
        try {
            Issued issued =
                    authority.issue(
                            new LeafRequest(
                                    Purpose.CLIENT,
                                    List.of(AltName.client(user).orElse(new AltName.Client(ADMIN))),
                                    Optional.of(new Role(ADMIN)),
                                    Purpose.CLIENT.lifetime(),
                                    pair.getPublic()));
            files.finish(issued);
            out.println(
                    "made an administrator's certificate in "
                            + directory
                            + ", good until "
                            + issued.leaf().notAfter());
        } catch (CaException e) {
            files.abandon(e);
            throw e;
        }
    }
}
