package io.jsec.audit.collect;

import io.jsec.rules.HostFacts.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks a TCP port of this host whether an engine answers a client without a certificate: first in
 * plain text, then over TLS.
 */
public final class ApiProbe {
    private static final int OK = 200;
    private static final byte[] REQUEST =
            "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final int millis;

    /**
     * A probe.
     *
     * @param timeout of a connection and of each read
     */
    public ApiProbe(Duration timeout) {
        this.millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    }

    /**
     * Asks.
     *
     * @param address that is listened on; for every address loopback is asked
     */
    public Answer ask(String address, int port) {
        String host =
                address.equals("0.0.0.0") ? "127.0.0.1" : address.equals("::") ? "::1" : address;
        try {
            InetSocketAddress target = new InetSocketAddress(InetAddress.getByName(host), port);
            if (isEngine(plain(target))) {
                return Answer.PLAIN;
            }
            return secured(target);
        } catch (IOException e) {
            return Answer.OTHER;
        }
    }

    private static boolean isEngine(String reply) {
        return reply.equals("OK");
    }

    /** The body of the answer; empty where it is none of HTTP, or an error. */
    private String plain(InetSocketAddress target) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(target, millis);
            socket.setSoTimeout(millis);
            return ping(socket);
        }
    }

    private static String ping(Socket socket) {
        try {
            socket.getOutputStream().write(REQUEST);
            socket.getOutputStream().flush();
            HttpReply reply = HttpReply.read(new BufferedInputStream(socket.getInputStream()));
            return reply.status() == OK ? reply.text().strip() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private Answer secured(InetSocketAddress target) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(target, millis);
            plain.setSoTimeout(millis);
            try (SSLSocket socket = socket(plain, target)) {
                socket.startHandshake();
                // With TLS 1.3 the server's refusal comes with the first read.
                return isEngine(ping(socket)) ? Answer.TLS_WITHOUT_CERTIFICATE : Answer.REFUSED;
            } catch (IOException e) {
                return Answer.REFUSED;
            }
        }
    }

    private static SSLSocket socket(Socket plain, InetSocketAddress target) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return (SSLSocket)
                    context.getSocketFactory()
                            .createSocket(plain, target.getHostString(), target.getPort(), true);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java has no TLS", e);
        }
    }

    /** Takes every server: only whether it asks for a certificate is of interest. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
