package io.jsec.daemon.enrol;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One connection: a handshake, a request, an answer. */
final class EnrolConnection {
    /** What a peer still sends is read so far, so that its answer is not lost to a reset. */
    private static final int REST_BYTES_MAX = 65_536;

    private final EnrolRoutes routes;
    private final Enrolments told;

    EnrolConnection(EnrolRoutes routes, Enrolments told) {
        this.routes = routes;
        this.told = told;
    }

    /**
     * Serves it to its end; whoever watches the time closes the socket below.
     *
     * @param tooMany whether whoever came is only told so
     */
    void serve(SSLSocket socket, String source, boolean tooMany) {
        try {
            socket.startHandshake();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Reply reply = tooMany ? tooMany() : reply(socket, in, source);
            if (reply != null) {
                socket.getOutputStream().write(reply.bytes());
                socket.getOutputStream().flush();
                socket.shutdownOutput();
                // What is left unread when a socket is closed takes the answer with it (RFC 9112,
                // 9.6).
                byte[] _ = in.readNBytes(REST_BYTES_MAX);
            }
        } catch (SSLException e) {
            told.refused("a handshake", source, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            // Whoever goes, or takes too long, needs no answer.
        }
    }

    private static Reply tooMany() {
        return Reply.message(429, "too many requests: try again in a minute");
    }

    private @Nullable Reply reply(SSLSocket socket, InputStream in, String source)
            throws IOException {
        try {
            Optional<HttpRequest> request =
                    HttpRequest.read(
                            in,
                            bytes -> {
                                socket.getOutputStream().write(bytes);
                                socket.getOutputStream().flush();
                            });
            return request.map(one -> routes.answer(one, shown(socket), source)).orElse(null);
        } catch (HttpRequest.BadRequestException e) {
            return Reply.message(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private static Optional<X509Certificate> shown(SSLSocket socket) {
        try {
            return socket.getSession().getPeerCertificates()[0] instanceof X509Certificate leaf
                    ? Optional.of(leaf)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
