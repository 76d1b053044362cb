package io.jsec.daemon;

import io.jsec.daemon.edge.Peer;
import io.jsec.daemon.edge.Request;
import io.jsec.daemon.edge.StatusException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a socket of TCP on the loopback interface refuses: requests that a page in somebody's
 * browser made. A page may send simple requests to every address (that is what {@code Origin} and
 * {@code Sec-Fetch-Site} are sent for), and one whose name resolves to 127.0.0.1 may read the
 * answers too: its requests name it in {@code Host}.
 */
final class LoopbackGuard {
    private static final List<String> OF_BROWSERS = List.of("Origin", "Sec-Fetch-Site");

    /** The host itself, and what docker's clients write where there is no host. */
    private static final Set<String> HOSTS =
            Set.of("localhost", "127.0.0.1", "[::1]", "docker", "api.moby.localhost");

    private LoopbackGuard() {}

    /**
     * Refuses a request that came by TCP and was not made by a client of the API.
     *
     * @throws StatusException 403
     */
    static void check(Request request) {
        Peer peer = request.peer();
        boolean unix = peer.isKnown() || peer.container().isPresent();
        if (unix || peer.certificate().isPresent()) {
            return;
        }
        refusal(request::header)
                .ifPresent(why -> {
                    throw new StatusException(403, why);
                });
    }

    /** Why a request with these fields was made by a page, if it was. Pure. */
    static Optional<String> refusal(Function<String, Optional<String>> fields) {
        for (String field : OF_BROWSERS) {
            if (fields.apply(field).isPresent()) {
                return Optional.of("no browser calls this API: it sent " + field);
            }
        }
        return fields.apply("Host")
                .filter(host -> !HOSTS.contains(withoutPort(host)))
                .map(host -> "this socket serves the host itself, not " + host);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']');
        return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }
}
