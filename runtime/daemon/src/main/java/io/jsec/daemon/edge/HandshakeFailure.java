package io.jsec.daemon.edge;

import io.jsec.ca.Reason;
import io.jsec.ca.Verdict;
import io.jsec.journal.Token;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a handshake came to nothing.
 *
 * @param kind a word for the journal: one of {@link Reason}, or one of here; nothing where the
 *     client only went away
 * @param sentence for the log, on one line
 */
record HandshakeFailure(Optional<Token> kind, String sentence) {
    /** There was no place for one more stranger, or of this source. */
    static final Token LIMIT = new Token("limit");

    /** The server had nothing to show, or nothing to judge by. */
    static final Token NOT_READY = new Token("not-ready");

    private static final String REFUSED = "its certificate is refused: ";
    private static final int CHARS_MAX = 300;

    private HandshakeFailure(String kind, String sentence) {
        this(Optional.of(new Token(kind)), sentence);
    }

    /** Whether what came was no TLS at all. */
    static boolean isPlain(Throwable failure) {
        return find(failure, NotSslRecordException.class) != null;
    }

    /** Of what the strict validator said. */
    static HandshakeFailure of(Verdict.Refused refused) {
        return new HandshakeFailure(refused.reason().word(), REFUSED + refused.sentence());
    }

    /** Of what a TLS library threw. */
    static HandshakeFailure of(Throwable failure) {
        CertificateException refused = find(failure, CertificateException.class);
        if (refused != null) {
            String text = line(refused);
            return new HandshakeFailure(reason(text), REFUSED + text);
        }
        if (isPlain(failure)) {
            return new HandshakeFailure("not-tls", "what it sent is no TLS");
        }
        if (find(failure, SslHandshakeTimeoutException.class) != null) {
            return new HandshakeFailure("slow", "its handshake took too long");
        }
        if (find(failure, ClosedChannelException.class) != null) {
            return new HandshakeFailure(Optional.empty(), "it went away");
        }
        String text = line(failure);
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.contains("PEER_DID_NOT_RETURN_A_CERTIFICATE")
                || upper.contains("EMPTY CLIENT CERTIFICATE CHAIN")) {
            return new HandshakeFailure(Reason.NO_CERTIFICATE.word(), "it showed no certificate");
        }
        if (upper.contains("UNSUPPORTED_PROTOCOL")
                || upper.contains("CLIENT REQUESTED PROTOCOL")
                || upper.contains("NOT ENABLED OR SUPPORTED")) {
            return new HandshakeFailure("version", "it speaks no version of TLS that is served");
        }
        if (upper.contains("ALERT")) {
            return new HandshakeFailure(
                    "server-refused", "it does not like this server's certificate (" + text + ")");
        }
        return new HandshakeFailure("other", text);
    }

    /** The validator's sentences begin with the word of their reason, and a colon. */
    private static String reason(String sentence) {
        for (Reason each : Reason.values()) {
            if (sentence.startsWith(each.word() + ": ")) {
                return each.word();
            }
        }
        return "other";
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

    private static <T> @Nullable T find(Throwable failure, Class<T> type) {
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
