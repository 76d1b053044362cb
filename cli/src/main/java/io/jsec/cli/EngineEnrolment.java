package io.jsec.cli;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.Leaf;
import io.jsec.ca.Token;
import io.jsec.daemon.CertificateRecord;
import io.jsec.daemon.enrol.EnrolAddress;
import io.jsec.daemon.enrol.EnrolLimits;
import io.jsec.daemon.enrol.EnrolListener;
import io.jsec.daemon.enrol.EnrolNames;
import io.jsec.daemon.enrol.EnrolService;
import io.jsec.daemon.enrol.Enrolments;
import io.jsec.daemon.tls.ServerCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The enrolment listener of an engine that serves ports with TLS: what happens is written down. */
final class EngineEnrolment implements Enrolments {
    private static final Logger LOG = LoggerFactory.getLogger(EngineEnrolment.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final CertificateRecord record;

    EngineEnrolment(CertificateRecord record) {
        this.record = record;
    }

    /**
     * Starts it, unless there is no address for it.
     *
     * @param authority whose keys are unlocked
     * @param ports where the API is served
     */
    static EnrolService start(
            TlsStart start,
            List<InetSocketAddress> ports,
            Authority authority,
            String host,
            CertificateRecord record) {
        List<EnrolAddress> addresses = start.enrol().addresses().orElseGet(() -> own(ports));
        Clock clock = Clock.systemUTC();
        Set<AltName> names =
                new LinkedHashSet<>(EnrolNames.of(authority.state().names(), addresses, host));
        start.names().forEach(word -> AltName.server(word).ifPresent(names::add));
        EnrolListener.Parts parts =
                new EnrolListener.Parts(
                        authority,
                        new Shown(authority, List.copyOf(names), clock),
                        start.enrol().renewal(),
                        EnrolLimits.STANDARD,
                        new EngineEnrolment(record),
                        clock);
        EnrolService service = new EnrolService(parts, addresses);
        if (!addresses.isEmpty()) {
            service.start(LOOK);
        }
        return service;
    }

    /** The private addresses of the engine's ports; this host's own where there is none. */
    private static List<EnrolAddress> own(List<InetSocketAddress> ports) {
        List<EnrolAddress> addresses =
                ports.stream()
                        .map(InetSocketAddress::getAddress)
                        .filter(address -> !address.isAnyLocalAddress())
                        .filter(EnrolAddress::isPrivate)
                        .distinct()
                        .map(address -> new EnrolAddress(address, EnrolAddress.PORT))
                        .toList();
        return addresses.isEmpty()
                ? List.of(new EnrolAddress(InetAddress.getLoopbackAddress(), EnrolAddress.PORT))
                : addresses;
    }

    /**
     * A certificate of the authority itself, whatever the API's ports show: tokens name its root.
     * It is made when the listener opens first.
     */
    private static final class Shown implements EnrolListener.ServerTls {
        private final Authority authority;
        private final List<AltName> names;
        private final Clock clock;
        private volatile @org.jspecify.annotations.Nullable ServerCertificate certificate;

        Shown(Authority authority, List<AltName> names, Clock clock) {
            this.authority = authority;
            this.names = names;
            this.clock = clock;
        }

        @Override
        public SSLContext context(TrustManager clients) {
            ServerCertificate made =
                    ServerCertificate.of(authority, names, clock, new SecureRandom());
            certificate = made;
            return made.jdkContext(clients);
        }

        @Override
        public void refresh() {
            ServerCertificate shown = certificate;
            if (shown != null) {
                boolean _ = shown.refresh();
            }
        }
    }

    @Override
    public void granted(Token token) {
        LOG.info("token {} ({}) can be used until {}", token.id(), token.role(), token.until());
        record.granted(token.name().map(AltName.Client::text).orElse("token." + token.id()));
    }

    @Override
    public void enrolled(Leaf leaf, String source) {
        String name = leaf.nameTexts().getFirst();
        LOG.info("{} enrolled from {}: {}", name, source, leaf.serial().toString(16));
        record.enrolled(name, leaf.serial());
    }

    @Override
    public void renewed(Leaf leaf, String source) {
        String name = leaf.nameTexts().getFirst();
        // The journal hears of it as of every renewal: from the CA's records.
        LOG.info("{} renewed from {}: {}", name, source, leaf.serial().toString(16));
    }

    @Override
    public void renewalRefused(Leaf leaf, String source) {
        record.refused(leaf.nameTexts().getFirst(), leaf.serial());
    }

    @Override
    public void tokenRefused(String source) {
        record.tokenRefused();
    }

    @Override
    public void refused(String what, String source, String why) {
        LOG.warn("enrolment: {} of {}: {}", what, source, why);
    }

    @Override
    public void failed(String what, Exception why) {
        LOG.error("enrolment: {}: {}", what, why.getMessage());
    }
}
