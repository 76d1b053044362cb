package io.jsec.daemon.edge;

import io.jsec.daemon.tls.ClientTrust;
import io.jsec.daemon.tls.ServerCertificate;
import io.jsec.daemon.tls.TlsCa;
import io.jsec.journal.Entry;
import io.jsec.journal.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An edge on a TLS port of 127.0.0.1, with an authority of its own. */
final class ServedTls implements AutoCloseable {
    final TlsCa ca;
    final ServerCertificate certificate;
    final TlsServer tls;
    final TlsListener listener;
    final ServedEdge served;

    /** Who was not let in, by minutes. */
    final CopyOnWriteArrayList<Entry.Handshakes> told = new CopyOnWriteArrayList<>();

    private final Refusals refusals;

    /** Whom the handler saw. */
    final CopyOnWriteArrayList<Peer> peers = new CopyOnWriteArrayList<>();

    ServedTls(Path folder, TlsSettings settings, EdgeLimits limits, ServedEdge.Action action)
            throws IOException {
        ca = new TlsCa(folder.resolve("ca"));
        certificate = ca.server("127.0.0.1", "localhost");
        served =
                new ServedEdge(
                        Files.createDirectories(folder.resolve("run")),
                        limits,
                        (request, response) -> {
                            peers.add(request.peer());
                            action.run(request, response);
                        });
        refusals = new Refusals(ca.clock, told::add);
        tls =
                new TlsServer(
                        certificate, new ClientTrust(ca.elsewhere(), ca.clock), settings, refusals);
        listener =
                served.edge.listen(
                        tls,
                        new InetSocketAddress(
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    }

    ServedTls(Path folder, TlsLibrary library, ServedEdge.Action action) throws IOException {
        this(folder, TlsSettings.of(library, false), ServedEdge.limits(), action);
    }

    static TlsSettings settings(TlsLibrary library, int ofSource, int failures, Duration window) {
        return new TlsSettings(
                library,
                false,
                new TlsSettings.Limits(64, ofSource, failures, window, Duration.ofMillis(500)));
    }

    TlsClient client(TlsCa.Held held) throws Exception {
        return TlsClient.to(listener.address(), TlsClient.context(ca, Optional.of(held)));
    }

    /** Why strangers were not let in so far, as KIND:COUNT; of one source, as all are. */
    List<String> refused() {
        refusals.close();
        return told.stream().flatMap(each -> each.reasons().stream()).map(Token::text).toList();
    }

    @Override
    public void close() {
        listener.close();
        tls.close();
        served.close();
    }
}
