package io.jsec.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.audit.IoReason;
import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.CaException;
import io.jsec.ca.Pem;
import io.jsec.ca.Purpose;
import io.jsec.ca.Secrets;
import io.jsec.daemon.CertificateRecord;
import io.jsec.daemon.TlsConfig;
import io.jsec.daemon.edge.Edge;
import io.jsec.daemon.edge.Refusals;
import io.jsec.daemon.edge.TlsLibrary;
import io.jsec.daemon.edge.TlsListener;
import io.jsec.daemon.edge.TlsServer;
import io.jsec.daemon.edge.TlsSettings;
import io.jsec.daemon.enrol.EnrolAddress;
import io.jsec.daemon.enrol.EnrolService;
import io.jsec.daemon.tls.ClientTrust;
import io.jsec.daemon.tls.ServerCertificate;
import io.jsec.daemon.tls.TlsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's ports with TLS. Whatever is wrong is refused before anything is served: there is no
 * way to a port without it.
 */
final class EngineTls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineTls.class);
    private static final int FOLLOW_SECONDS = 5;
    private static final int RECORDS_SECONDS = 1;

    private final String host;
    private final Edge edge;
    private final Authority authority;
    private final TlsServer server;
    private final EnrolService enrolment;
    private final CaRecords told;

    @GuardedBy("this")
    private TlsStart start;

    @GuardedBy("this")
    private ServerCertificate certificate;

    @GuardedBy("this")
    private final Map<InetSocketAddress, TlsListener> listeners = new HashMap<>();

    private final ScheduledExecutorService follow =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("tls-ports").factory());

    private EngineTls(TlsStart start, String host, Edge edge, CertificateRecord record) {
        this.start = start;
        this.host = host;
        this.edge = edge;
        Clock clock = Clock.systemUTC();
        SecureRandom random = new SecureRandom();
        this.authority = open(start, clock, random);
        // Before this engine's own certificate, so that it is told too.
        this.told = new CaRecords(open(start, clock, random), record);
        List<InetSocketAddress> addresses = addresses(start);
        this.certificate = certificate(start, addresses);
        Authority records = Authority.open(start.authority(), Secrets.NONE, clock, random);
        this.server =
                new TlsServer(
                        certificate,
                        new ClientTrust(records, clock),
                        TlsSettings.of(library(start), start.old()),
                        new Refusals(clock, record.journal()::append));
        this.enrolment = EngineEnrolment.start(start, addresses, authority, host, record);
    }

    /**
     * Serves an edge's ports.
     *
     * @param host the host's own name
     * @param record of what clients enrol
     * @throws CliException where it cannot be done as it was asked for
     */
    static EngineTls serve(TlsStart start, String host, Edge edge, CertificateRecord record) {
        try {
            EngineTls tls = new EngineTls(start, host, edge, record);
            for (InetSocketAddress address : addresses(start)) {
                tls.bind(address);
            }
            var _ =
                    tls.follow.scheduleWithFixedDelay(
                            tls::follow, FOLLOW_SECONDS, FOLLOW_SECONDS, TimeUnit.SECONDS);
            var _ =
                    tls.follow.scheduleWithFixedDelay(
                            tls.told::look, 0, RECORDS_SECONDS, TimeUnit.SECONDS);
            return tls;
        } catch (CaException | TlsException e) {
            throw refused(e);
        }
    }

    private ServerCertificate certificate(TlsStart from, List<InetSocketAddress> addresses) {
        return from.cert().isPresent()
                ? ServerCertificate.ofFiles(
                        from.cert().orElseThrow(), from.key().orElseThrow(), Clock.systemUTC())
                : ServerCertificate.of(
                        authority, names(from, addresses), Clock.systemUTC(), new SecureRandom());
    }

    /**
     * Takes over what a configuration says now. Open connections go on as they are.
     *
     * @return the keys that need a new start
     * @throws CliException where something in it is wrong; then all stays as it was
     */
    synchronized List<String> reload(TlsConfig now) {
        List<String> later = new ArrayList<>(start.needRestart(now));
        TlsStart next = start.with(now);
        try {
            DaemonTls.checkPair(next.cert(), next.key());
            now.ca().ifPresent(file -> requireOurs(file, authority.state().roots(Instant.now())));
            List<InetSocketAddress> addresses = addresses(next);
            if (next.cert().isEmpty()) {
                // Before anything is issued: a wrong name is none of the authority's affair.
                var _ = names(next, addresses);
            }
            if (!next.equals(start)) {
                boolean same = next.cert().equals(start.cert()) && next.key().equals(start.key());
                ServerCertificate shown = same ? certificate : certificate(next, addresses);
                server.change(shown, TlsSettings.of(library(next), next.old()));
                if (next.cert().isEmpty()) {
                    shown.rename(names(next, addresses));
                }
                certificate = shown;
                start = next;
                LOG.info("TLS goes on as the configuration says now");
            }
        } catch (CaException | TlsException e) {
            throw refused(e);
        }
        return later;
    }

    /**
     * Looks at everything that would be wrong later: the process that becomes the launcher says it
     * to whoever typed.
     *
     * @throws CliException where something is
     */
    static void check(TlsStart start, Optional<Path> ca, String host) {
        try {
            Clock clock = Clock.systemUTC();
            Authority authority = open(start, clock, new SecureRandom());
            ca.ifPresent(file -> requireOurs(file, authority.state().roots(clock.instant())));
            List<InetSocketAddress> addresses = addresses(start);
            if (start.cert().isPresent()) {
                ServerCertificate.ofFiles(
                        start.cert().orElseThrow(), start.key().orElseThrow(), clock);
            } else {
                authority.requireKey(Purpose.SERVER);
                TlsNames.of(start.names(), addresses, host, authority.state().names());
            }
            for (InetSocketAddress address : addresses) {
                tryBind(address);
            }
        } catch (CaException | TlsException e) {
            throw refused(e);
        }
    }

    /** Whoever names other roots wants other clients let in, or thinks they are. */
    private static void requireOurs(Path file, List<X509Certificate> roots) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!roots.containsAll(Pem.certificates(text, file.toString()))) {
                throw CliException.refused(
                                Code.TLS,
                                "--tlscacert " + file,
                                "it holds roots that are not this CA's, and only its clients are"
                                        + " let in",
                                "none; or the file that jsec ca export writes")
                        .withExit(ExitCode.USAGE);
            }
        } catch (IOException e) {
            throw CliException.failed(
                            Code.TLS,
                            "reading --tlscacert " + file,
                            IoReason.of(e),
                            "a file this user can read")
                    .withExit(ExitCode.USAGE);
        }
    }

    private static CliException refused(RuntimeException why) {
        return CliException.said(Code.TLS, String.valueOf(why.getMessage()))
                .withExit(ExitCode.USAGE);
    }

    private static Authority open(TlsStart start, Clock clock, SecureRandom random) {
        return Authority.open(start.authority(), start.secrets(), clock, random);
    }

    private static TlsLibrary library(TlsStart start) {
        TlsLibrary wanted = start.library().orElseGet(TlsLibrary::best);
        wanted.missing()
                .ifPresent(why -> {
                    throw CliException.refused(
                                    Code.TLS,
                                    "jsec.tls-engine " + wanted.word(),
                                    why,
                                    "jdk, or the distribution as it was built")
                            .withExit(ExitCode.USAGE);
                });
        if (start.library().isEmpty() && wanted == TlsLibrary.JDK) {
            LOG.warn(
                    "TLS is served by the JDK, at three times the cost: {}",
                    TlsLibrary.BORINGSSL.missing().orElse(""));
        }
        return wanted;
    }

    /** Where it is to be served now. */
    static List<InetSocketAddress> addresses(TlsStart start) {
        return start.ports().stream()
                .flatMap(port -> port.addresses(start.open()).stream())
                .distinct()
                .toList();
    }

    private List<AltName> names(TlsStart from, List<InetSocketAddress> addresses) {
        return TlsNames.of(from.names(), addresses, host, authority.state().names());
    }

    /** Where it is served now, as clients write it. */
    synchronized List<String> served() {
        return listeners.keySet().stream().map(TlsPort::text).sorted().toList();
    }

    /** What whoever asks for {@code info} should know. */
    static List<String> warnings(TlsStart start) {
        List<String> warnings = new ArrayList<>();
        for (InetSocketAddress address : addresses(start)) {
            if (!EnrolAddress.isPrivate(address.getAddress())) {
                warnings.add(
                        "WARNING: the API is served at "
                                + TlsPort.text(address)
                                + ", which is not a private address");
            }
        }
        if (start.old()) {
            warnings.add("WARNING: TLS 1.2 is served beside 1.3");
        }
        return warnings;
    }

    private synchronized void bind(InetSocketAddress address) {
        try {
            listeners.put(address, edge.listen(server, address));
        } catch (IOException e) {
            throw unbound(address, e);
        }
    }

    private static void tryBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw unbound(address, e);
        }
    }

    private static CliException unbound(InetSocketAddress address, IOException e) {
        return CliException.failed(
                        Code.TLS,
                        "listening at " + TlsPort.text(address),
                        String.valueOf(e.getMessage()),
                        "-H with another port, or an address of this host (ip address)")
                .withExit(ExitCode.USAGE);
    }

    /** An interface's addresses change: listens where it is now, and is called so. */
    private synchronized void follow() {
        try {
            List<InetSocketAddress> now = addresses(start);
            for (InetSocketAddress address : now) {
                if (!listeners.containsKey(address)) {
                    bind(address);
                    LOG.info("serving {} with TLS", TlsPort.text(address));
                }
            }
            Map.copyOf(listeners)
                    .forEach((address, listener) -> {
                        if (!now.contains(address)) {
                            LOG.info(
                                    "{} is no address of this host any more",
                                    TlsPort.text(address));
                            listeners.remove(address);
                            listener.close();
                        }
                    });
            if (start.cert().isEmpty()) {
                certificate.rename(names(start, now));
            }
        } catch (CliException e) {
            LOG.debug("the ports stay as they are: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("following the ports' addresses failed", e);
        }
    }

    @Override
    public void close() {
        follow.shutdownNow();
        enrolment.close();
        synchronized (this) {
            listeners.values().forEach(TlsListener::close);
        }
        server.close();
        told.look();
    }
}
