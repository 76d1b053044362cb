package io.jsec.daemon.edge;

import io.jsec.ca.PeerTrust;
import io.jsec.ca.Trust;
import io.jsec.ca.Validator;
import io.jsec.daemon.tls.TlsCa;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/** A client of TLS, of the JDK's, which trusts the authority's servers. */
final class TlsClient implements AutoCloseable {
    final SSLSocket socket;
    private final Socket plain;

    private TlsClient(SSLContext context, InetSocketAddress server, String... protocols)
            throws IOException {
        plain = new Socket(server.getAddress(), server.getPort());
        plain.setSoTimeout(30_000);
        socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, "127.0.0.1", server.getPort(), true);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
    }

    /** What a client with a certificate, or without one, makes its connections with. */
    static SSLContext context(TlsCa ca, Optional<TlsCa.Held> held) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        PeerTrust trust =
                new PeerTrust(new Validator(Trust.of(ca.roots())), ca.clock, refused -> {});
        KeyManager[] keys = null;
        if (held.isPresent()) {
            keys = keys(held.orElseThrow());
        }
        context.init(keys, new TrustManager[] {trust}, null);
        return context;
    }

    /** Shows what it holds, right or wrong: a key store would look at it first. */
    private static KeyManager[] keys(TlsCa.Held held) {
        X509ExtendedKeyManager one =
                new X509ExtendedKeyManager() {
                    @Override
                    public String[] getClientAliases(String type, Principal[] issuers) {
                        return new String[] {"client"};
                    }

                    @Override
                    public String chooseClientAlias(
                            String[] types, Principal[] issuers, Socket socket) {
                        return "client";
                    }

                    @Override
                    public String[] getServerAliases(String type, Principal[] issuers) {
                        return new String[0];
                    }

                    @Override
                    public String chooseServerAlias(
                            String type, Principal[] issuers, Socket socket) {
                        throw new IllegalStateException("this is a client");
                    }

                    @Override
                    public X509Certificate[] getCertificateChain(String alias) {
                        return held.chain().toArray(new X509Certificate[0]);
                    }

                    @Override
                    public PrivateKey getPrivateKey(String alias) {
                        return held.key();
                    }
                };
        return new KeyManager[] {one};
    }

    static TlsClient to(InetSocketAddress server, SSLContext context, String... protocols)
            throws IOException {
        return new TlsClient(context, server, protocols);
    }

    TlsClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Sends close_notify, and nothing below TLS. */
    TlsClient end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Ends the connection below TLS, without close_notify. */
    TlsClient cut() throws IOException {
        plain.shutdownOutput();
        return this;
    }

    /** Everything until the server says goodbye. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Bytes up to and with a text. */
    String until(String end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.toString(StandardCharsets.ISO_8859_1).indexOf(end) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("closed after: " + bytes);
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
