package io.jsec.daemon.edge;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.ca.CaException;
import io.jsec.ca.Identity;
import io.jsec.ca.Verdict;
import io.jsec.daemon.tls.ClientTrust;
import io.jsec.daemon.tls.ServerCertificate;
import io.jsec.daemon.tls.TlsException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all TLS sockets of an edge share: the certificate they show, whom they let in, and a watch
 * over both. Four times a second the watch looks whether the authority's records changed; whoever
 * was revoked, or whose certificate is over, is cut off then, streams included.
 *
 * <p>Records that cannot be read let nobody new in, and answer no further request.
 */
public final class TlsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsServer.class);
    private static final int WATCH_MILLIS = 250;

    /** After a renewal that failed. */
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final ClientTrust trust;
    private final Handshakes handshakes;
    private final Refusals refusals;
    private final Map<Channel, Identity> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("tls-watch").factory());

    private volatile ServerCertificate certificate;
    private volatile TlsContext context;
    private volatile boolean blind;

    @GuardedBy("this")
    private TlsSettings settings;

    /** The one before, which a connection that was just accepted may still take. */
    @GuardedBy("this")
    private @Nullable TlsContext former;

    /** Used by the watch only. */
    private long notBefore = System.nanoTime();

    /**
     * A server that nobody reaches yet.
     *
     * @param refusals is told of whoever is not let in
     * @throws TlsException where the library cannot use the certificate
     */
    public TlsServer(
            ServerCertificate certificate,
            ClientTrust trust,
            TlsSettings settings,
            Refusals refusals) {
        this.certificate = certificate;
        this.trust = trust;
        this.settings = settings;
        this.handshakes = new Handshakes(settings.limits(), System::nanoTime);
        this.refusals = refusals;
        this.context = context(certificate, settings);
        var _ =
                watch.scheduleWithFixedDelay(
                        this::look, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private TlsContext context(ServerCertificate shown, TlsSettings how) {
        try {
            return new TlsContext(how, shown.current(), trust);
        } catch (SSLException | IllegalArgumentException e) {
            throw TlsException.refused(
                    "the certificate of the server",
                    "TLS cannot use it (" + e.getMessage() + ")",
                    "one of jsec ca");
        }
    }

    /**
     * Shows another certificate, or serves in another way, from the next connection on; the limits
     * of strangers stay.
     *
     * @throws TlsException where the library cannot use the certificate; then nothing changes
     */
    public synchronized void change(ServerCertificate shown, TlsSettings how) {
        TlsContext next = context(shown, how);
        certificate = shown;
        settings = how;
        replace(next);
    }

    @GuardedBy("this")
    private void replace(TlsContext next) {
        if (former != null) {
            former.release();
        }
        former = context;
        context = next;
    }

    Handshakes handshakes() {
        return handshakes;
    }

    Refusals refusals() {
        return refusals;
    }

    /** Whether there is anything to show, and anything to judge by. */
    boolean isReady() {
        return !blind && certificate.isValid();
    }

    SslHandler handler(ByteBufAllocator allocator) {
        return context.handler(allocator);
    }

    /** Who is at the other end, judged when the handshake is over, resumed ones included. */
    Verdict judge(SslHandler handler) throws SSLException {
        Certificate[] chain = handler.engine().getSession().getPeerCertificates();
        return trust.judge(Arrays.copyOf(chain, chain.length, X509Certificate[].class));
    }

    /** Whether a client may make another request, as the records say now. */
    boolean mayAsk(Identity client) {
        readRecords();
        return !blind && trust.stands(client);
    }

    /** Watches over a connection until it is closed. */
    void watch(Channel channel, Identity client) {
        open.put(channel, client);
        channel.closeFuture().addListener(closed -> open.remove(channel));
    }

    /** One look of the watch: whatever fails, the next one comes. */
    private void look() {
        try {
            refusals.tick();
            readRecords();
            renew();
            open.forEach((channel, client) -> {
                if (!trust.stands(client)) {
                    LOG.warn(
                            "the certificate of {} ({}) was revoked or is over: its connection is"
                                    + " closed",
                            client.name(),
                            client.serial().toString(16));
                    cut(channel);
                }
            });
        } catch (RuntimeException e) {
            LOG.error("looking after TLS failed", e);
        }
    }

    /** Closes at once: nothing that waits to be sent is sent. */
    private static void cut(Channel channel) {
        channel.eventLoop()
                .execute(() -> {
                    if (channel.isOpen()) {
                        var _ = channel.pipeline().firstContext().close();
                    }
                });
    }

    private void readRecords() {
        try {
            trust.refresh();
            if (blind) {
                LOG.info("the records of the CA can be read again");
            }
            blind = false;
        } catch (CaException e) {
            if (!blind) {
                LOG.error("nobody is let in by TLS until this is right: {}", e.getMessage());
            }
            blind = true;
        }
    }

    private synchronized void renew() {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            if (certificate.refresh()) {
                TlsContext next = new TlsContext(settings, certificate.current(), trust);
                replace(next);
                LOG.info(
                        "TLS shows another certificate, until {}",
                        certificate.current().leaf().getNotAfter().toInstant());
            }
        } catch (CaException | TlsException | SSLException e) {
            notBefore = System.nanoTime() + AGAIN_NANOS;
            LOG.error(
                    "the server's certificate, which is good until {}, was not replaced: {}",
                    certificate.current().leaf().getNotAfter().toInstant(),
                    e.getMessage());
        }
    }

    /** Ends the watch; connections are the edge's to close. */
    @Override
    public void close() {
        watch.shutdownNow();
        refusals.close();
    }
}
