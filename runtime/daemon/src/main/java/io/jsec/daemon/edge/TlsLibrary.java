package io.jsec.daemon.edge;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.util.Locale;
import java.util.Optional;

/** Which TLS an engine serves with. */
public enum TlsLibrary {
    /** BoringSSL, by netty-tcnative: a third of the cost, and a key agreement that lasts. */
    BORINGSSL,
    /** The JDK's own. */
    JDK;

    /** The library a word names, as in daemon.json. */
    public static Optional<TlsLibrary> of(String word) {
        for (TlsLibrary library : values()) {
            if (library.word().equals(word)) {
                return Optional.of(library);
            }
        }
        return Optional.empty();
    }

    /** What there is here: BoringSSL, else the JDK's. */
    public static TlsLibrary best() {
        return BORINGSSL.missing().isEmpty() ? BORINGSSL : JDK;
    }

    /** The word in daemon.json. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why it cannot be used here; nothing where it can. */
    public Optional<String> missing() {
        if (this == JDK) {
            return Optional.empty();
        }
        if (!OpenSsl.isAvailable()) {
            Throwable cause = OpenSsl.unavailabilityCause();
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            return Optional.of("its native library cannot be loaded (" + why + ")");
        }
        return HalfClose.isPossible()
                ? Optional.empty()
                : Optional.of("this version of Netty hides what half-closed streams need");
    }

    SslProvider provider() {
        return this == JDK ? SslProvider.JDK : SslProvider.OPENSSL_REFCNT;
    }
}
