package io.jsec.audit.collect;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where an engine answers, in the forms of {@code DOCKER_HOST}. */
public sealed interface EngineAddress {
    /** As its user writes it. */
    String text();

    /** A unix socket. */
    record Unix(Path socket) implements EngineAddress {
        @Override
        public String text() {
            return "unix://" + socket;
        }
    }

    /**
     * A TCP port.
     *
     * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; plain
     *     without it
     */
    record Tcp(String host, int port, Optional<Path> certificates) implements EngineAddress {
        @Override
        public String text() {
            String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
            return "tcp://" + shown + ":" + port;
        }
    }

    /**
     * Reads {@code unix://PATH} or {@code tcp://HOST:PORT}; without a port 2375, or 2376 with TLS.
     *
     * @param certificates folder with the client's certificate, where TLS is asked for
     * @throws IllegalArgumentException where it is another form; the message says which
     */
    static EngineAddress parse(String text, Optional<Path> certificates) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("unix://") && text.length() > 8 && text.charAt(7) == '/') {
            return new Unix(Path.of(text.substring(7)));
        }
        if (lower.startsWith("tcp://")) {
            return tcp(text.substring(6), certificates);
        }
        throw new IllegalArgumentException(text + " is neither unix:///PATH nor tcp://HOST:PORT");
    }

    private static Tcp tcp(String rest, Optional<Path> certificates) {
        String authority = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        int close = authority.indexOf(']');
        int colon = authority.lastIndexOf(':');
        boolean port = colon > close && (close >= 0 || authority.indexOf(':') == colon);
        String host = port ? authority.substring(0, colon) : authority;
        String bare = close > 0 ? host.substring(1, host.indexOf(']')) : host;
        int number = certificates.isPresent() ? 2376 : 2375;
        if (port) {
            String digits = authority.substring(colon + 1);
            number = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        }
        if (bare.isEmpty() || number < 1 || number > 65_535) {
            throw new IllegalArgumentException("tcp://" + rest + " is no tcp://HOST:PORT");
        }
        return new Tcp(bare, number, certificates);
    }
}
