package io.jsec.cli.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Connects over TLS, by the JDK's. The server must be certified by the given roots alone and be
 * called as it was asked for; the client shows its certificate.
 */
final class TlsDialer {
    private static final char[] NO_SECRET = {};
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

    static {
        // A connection that is cut would be the end of an answer otherwise.
        System.setProperty("com.sun.net.ssl.requireCloseNotify", "true");
    }

    private final EngineAddress address;
    private final SSLContext context;

    /**
     * Reads the files.
     *
     * @throws ClientException where one of them is missing, or not what it should be
     */
    TlsDialer(EngineAddress address, TlsFiles files) {
        this.address = address;
        try {
            KeyStore roots = empty();
            int number = 0;
            for (Certificate root : certificates(files.roots())) {
                roots.setCertificateEntry("root-" + number++, root);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(roots);
            KeyStore own = empty();
            List<Certificate> chain = certificates(files.chain());
            own.setKeyEntry(
                    "client", key(files.key()), NO_SECRET, chain.toArray(new Certificate[0]));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_SECRET);
            context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        } catch (GeneralSecurityException | IOException e) {
            throw refused(
                    files.chain().toString(),
                    "it does not belong together with " + files.key() + " (" + e.getMessage() + ")",
                    "the files that jsec ca issue made");
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_SECRET);
        return store;
    }

    private static List<Certificate> certificates(Path file) throws GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            Collection<? extends Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!read.isEmpty()) {
                return new ArrayList<>(read);
            }
        } catch (CertificateException e) {
            throw refused(file.toString(), "it is no certificate in PEM", "a file of jsec ca");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        throw refused(file.toString(), "there is no certificate in it", "a file of jsec ca");
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        Matcher matcher = KEY.matcher(text);
        if (matcher.find()) {
            PKCS8EncodedKeySpec spec =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
            for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(spec);
                } catch (InvalidKeySpecException _) {
                    // A key of another kind, then.
                }
            }
        }
        throw refused(
                file.toString(),
                "it holds no private key in PKCS#8 that is not locked",
                "openssl pkcs8 -topk8 -nocrypt -in KEY");
    }

    private static ClientException unreadable(Path file, IOException e) {
        boolean missing = e instanceof NoSuchFileException;
        return refused(
                file.toString(),
                missing ? "there is no such file" : "it cannot be read",
                "--tlscacert, --tlscert and --tlskey, or DOCKER_CERT_PATH");
    }

    private static ClientException refused(String what, String why, String instead) {
        return new ClientException(
                ClientException.Kind.ADDRESS, what + " refused: " + why + ". Instead: " + instead);
    }

    /**
     * A connection whose handshake is over.
     *
     * @throws IOException where nobody listens
     * @throws ClientException where TLS does not come about
     */
    Wire connect() throws IOException {
        InetSocketAddress named = (InetSocketAddress) address.socket();
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(named.getHostString(), named.getPort()));
            plain.setTcpNoDelay(true);
            SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(
                                            plain, named.getHostString(), named.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(PROTOCOLS);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new TlsWire(socket);
        } catch (SSLException e) {
            plain.close();
            throw new ClientException(
                    ClientException.Kind.PROTOCOL,
                    "TLS with "
                            + address.text()
                            + " failed: "
                            + e.getMessage()
                            + ". Instead: the name that stands in the server's certificate, and the"
                            + " ca.pem of its CA; jsec ca inspect shows what a file holds");
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }
}
