package io.jsec.daemon.edge;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;

/** Why a handshake came to nothing, as a sentence for the log. */
final class HandshakeFailure {
    private static final int CHARS_MAX = 300;

    private HandshakeFailure() {}

    /** Whether what came was no TLS at all. */
    static boolean isPlain(Throwable failure) {
        return find(failure, NotSslRecordException.class) != null;
    }

    /** Whether the client only went away. */
    static boolean isGone(Throwable failure) {
        return find(failure, ClosedChannelException.class) != null;
    }

    /** The sentence, on one line. */
    static String sentence(Throwable failure) {
        CertificateException refused = find(failure, CertificateException.class);
        if (refused != null) {
            return "its certificate is refused: " + line(refused);
        }
        if (isPlain(failure)) {
            return "what it sent is no TLS";
        }
        if (find(failure, SslHandshakeTimeoutException.class) != null) {
            return "its handshake took too long";
        }
        if (isGone(failure)) {
            return "it went away";
        }
        String text = line(failure);
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.contains("PEER_DID_NOT_RETURN_A_CERTIFICATE")
                || upper.contains("EMPTY CLIENT CERTIFICATE CHAIN")) {
            return "it showed no certificate";
        }
        if (upper.contains("UNSUPPORTED_PROTOCOL")
                || upper.contains("CLIENT REQUESTED PROTOCOL")
                || upper.contains("NOT ENABLED OR SUPPORTED")) {
            return "it speaks no version of TLS that is served";
        }
        if (upper.contains("ALERT")) {
            return "it does not like this server's certificate (" + text + ")";
        }
        return text;
    }

    private static String line(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), CHARS_MAX); i++) {
            char c = text.charAt(i);
            safe.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return safe.toString();
    }

    private static <T> @org.jspecify.annotations.Nullable T find(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
