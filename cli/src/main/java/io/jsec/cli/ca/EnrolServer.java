package io.jsec.cli.ca;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.ca.AltName;
import io.jsec.ca.CaException;
import io.jsec.ca.PeerTrust;
import io.jsec.ca.Pem;
import io.jsec.ca.TokenText;
import io.jsec.ca.Trust;
import io.jsec.ca.Validator;
import io.jsec.cli.client.JsonTree;
import io.jsec.daemon.enrol.EnrolAddress;
import io.jsec.daemon.enrol.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * The enrolment listener of another host, as its client sees it.
 *
 * @param name of the host, which its certificate must have
 * @param port of the listener
 */
record EnrolServer(AltName name, int port) {
    private static final char[] NO_SECRET = {};
    private static final int TIME_MILLIS = 15_000;
    private static final int ANSWER_BYTES_MAX = 1 << 18;
    private static final int OK = 200;

    /** HOST or HOST:PORT as typed. */
    static EnrolServer parse(String typed) {
        HostPort parts = HostPort.split(typed);
        int port = parts.number(EnrolAddress.PORT).orElse(0);
        Optional<AltName> name = AltName.server(parts.host());
        if (name.isEmpty() || port == 0) {
            throw LineException.usage(
                    "jsec enroll " + typed,
                    "it is no HOST or HOST:PORT",
                    "docker.example.lan, 10.0.0.5:2378 or [fd00::1]:2378");
        }
        return new EnrolServer(name.get(), port);
    }

    /** As it is typed. */
    String text() {
        return HostPort.text(name.text(), port);
    }

    /** An answer of the listener's. */
    private record Answer(int status, String body) {}

    /**
     * The root that a token names. Nobody is trusted for it: it is known by its fingerprint.
     *
     * @throws LineException where the server has no such root: it is another one than the token's
     */
    X509Certificate root(TokenText token, SecureRandom random) {
        Answer answer = ask("GET", "/ca", "", context(new Unjudged(), new KeyManager[0], random));
        requireOk(answer);
        List<X509Certificate> roots;
        try {
            roots = Pem.certificates(answer.body(), "what " + text() + " answers");
        } catch (CaException e) {
            throw stranger();
        }
        return roots.stream().filter(token::pins).findFirst().orElseThrow(this::stranger);
    }

    private LineException stranger() {
        return LineException.denied(
                "the server " + text(),
                "it is not of the CA that made the token; nothing was sent to it",
                "the host on which the token was made, or another token");
    }

    /** Uses a token; nothing of it is sent to anybody but a server of the root's by this name. */
    JsonNode enrol(
            X509Certificate root,
            TokenText token,
            String request,
            Optional<String> client,
            CaEnvironment environment) {
        ObjectNode body = JsonTree.object().put("token", token.text()).put("request", request);
        client.ifPresent(name -> body.put("name", name));
        return post("/enroll", JsonTree.text(body), List.of(root), new KeyManager[0], environment);
    }

    /** Renews the certificate that is shown. */
    JsonNode renew(
            List<X509Certificate> roots,
            PrivateKey key,
            List<X509Certificate> chain,
            CaEnvironment environment) {
        return post("/renew", "", roots, shown(key, chain), environment);
    }

    private JsonNode post(
            String path,
            String body,
            List<X509Certificate> roots,
            KeyManager[] keys,
            CaEnvironment environment) {
        AtomicReference<String> why = new AtomicReference<>("");
        TrustManager trust =
                new PeerTrust(
                        new Validator(Trust.of(roots)),
                        environment.clock(),
                        refused -> why.set(refused.sentence()));
        Answer answer;
        try {
            answer = ask("POST", path, body, context(trust, keys, environment.random()));
        } catch (LineException e) {
            if (!why.get().isEmpty()) {
                throw LineException.denied(
                        "the server " + text(),
                        why.get() + "; nothing was sent to it",
                        "the name it has, or its own CA");
            }
            throw e;
        }
        requireOk(answer);
        try {
            return JsonTree.parse(answer.body().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw LineException.failed("enrolling at " + text(), "its answer is no JSON", AGAIN);
        }
    }

    private static final String AGAIN = "the log of that host";

    /** What a server refuses, in its own words. */
    private void requireOk(Answer answer) {
        if (answer.status() == OK) {
            return;
        }
        String message = "it answered with status " + answer.status();
        try {
            message =
                    JsonTree.parse(answer.body().getBytes(StandardCharsets.UTF_8))
                            .path("message")
                            .asText(message);
        } catch (IOException e) {
            // The status says what can be said.
        }
        String said = message.replaceAll("[^\\x20-\\x7e]", "?");
        throw LineException.said(text() + ": " + said, answer.status() < 500);
    }

    private Answer ask(String method, String path, String body, SSLContext context) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(name.text(), port), TIME_MILLIS);
            socket.setSoTimeout(TIME_MILLIS);
            SSLSocket tls =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(socket, name.text(), port, false);
            tls.setEnabledProtocols(new String[] {"TLSv1.3"});
            tls.startHandshake();
            return exchange(tls, head(method, path, body) + body);
        } catch (java.net.ConnectException | java.net.UnknownHostException e) {
            throw LineException.failed(
                    "reaching " + text(),
                    e instanceof java.net.UnknownHostException
                            ? "no host has that name"
                            : "nobody listens there: no token is open, or the engine is not up",
                    "jsec ca token on that host, or HOST:PORT");
        } catch (IOException e) {
            throw LineException.failed(
                    "talking to " + text(),
                    String.valueOf(e.getMessage()),
                    "jsec ca token on that host, where no token is open; else its log");
        }
    }

    private String head(String method, String path, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return method
                + " "
                + path
                + " HTTP/1.1\r\nHost: "
                + text()
                + "\r\nContent-Length: "
                + length
                + "\r\n\r\n";
    }

    private static Answer exchange(SSLSocket tls, String sent) throws IOException {
        IOException failed = null;
        try {
            tls.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
            tls.getOutputStream().flush();
        } catch (IOException e) {
            // A server that refuses says why before it goes.
            failed = e;
        }
        try {
            return answer(tls.getInputStream());
        } catch (IOException e) {
            if (failed != null) {
                e.addSuppressed(failed);
            }
            throw e;
        }
    }

    private static Answer answer(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(ANSWER_BYTES_MAX);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.matches("(?s)HTTP/1\\.1 [1-5][0-9]{2} .*")) {
            throw new IOException("its answer is none of HTTP");
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(end + 4));
    }

    private static SSLContext context(TrustManager trust, KeyManager[] keys, SecureRandom random) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, random);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is part of every JDK", e);
        }
    }

    private static KeyManager[] shown(PrivateKey key, List<X509Certificate> chain) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_SECRET);
            store.setKeyEntry("client", key, NO_SECRET, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_SECRET);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a store in memory", e);
        }
    }
}
