package io.jsec.cli.ca;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.jsec.ca.Authority;
import io.jsec.ca.PeerTrust;
import io.jsec.ca.Pem;
import io.jsec.ca.Secrets;
import io.jsec.ca.Validator;
import io.jsec.ca.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * A TLS server with a certificate of the authority, which judges its clients by the strict
 * validator and answers them as much of Docker's API as {@code docker version} asks for.
 */
final class TlsStub implements AutoCloseable {
    private static final char[] NO_SECRET = {};
    private static final String VERSION =
            "{\"Version\":\"9.9\",\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.24\","
                    + "\"Os\":\"linux\",\"Arch\":\"amd64\"}";

    private final HttpsServer server;
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    /**
     * A server on a free port of 127.0.0.1.
     *
     * @param files the directory of cert.pem and key.pem
     * @param ca the authority's directory
     */
    TlsStub(Path files, Path ca) throws IOException, GeneralSecurityException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(files), NO_SECRET);
        Authority authority =
                Authority.open(ca, Secrets.NONE, Clock.systemUTC(), new SecureRandom());
        TrustManager trust =
                new PeerTrust(new Validator(authority.trust()), Clock.systemUTC(), this::refused);
        context.init(keys.getKeyManagers(), new TrustManager[] {trust}, null);
        server.setHttpsConfigurator(
                new HttpsConfigurator(context) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        authority.refresh();
                        SSLParameters wanted = context.getDefaultSSLParameters();
                        wanted.setProtocols(new String[] {"TLSv1.3"});
                        wanted.setNeedClientAuth(true);
                        parameters.setSSLParameters(wanted);
                    }
                });
        server.createContext("/", TlsStub::answer);
        server.start();
    }

    private static KeyStore store(Path files) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain =
                Pem.certificates(Files.readString(files.resolve("cert.pem")), "cert.pem");
        String text =
                Files.readString(files.resolve("key.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
        PrivateKey key =
                KeyFactory.getInstance("EC")
                        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_SECRET);
        store.setKeyEntry("server", key, NO_SECRET, chain.toArray(new X509Certificate[0]));
        return store;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = (path.endsWith("/_ping") ? "OK" : VERSION).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Api-Version", "1.41");
        exchange.getResponseHeaders().set("Ostype", "linux");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void refused(Verdict.Refused refused) {
        refusals.add(refused.sentence());
    }

    /** What the validator said of clients it refused. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
