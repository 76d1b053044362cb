package io.jsec.daemon.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The beginning of a WebSocket (RFC 6455, 4.2): what must be asked, and what is answered. */
final class WebSocketHandshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    /**
     * The fields of the answer 101.
     *
     * @throws StatusException 400 where the request asks for no WebSocket, 426 where it asks for
     *     another version of it, 403 where a page of another site asks with its reader's
     *     certificate
     */
    static Map<String, String> answer(Request request) {
        if (!request.method().equals("GET")
                || !request.upgrades()
                || !request.header("Upgrade").orElse("").equalsIgnoreCase("websocket")) {
            throw refused(
                    400,
                    "the request does not ask for it",
                    "GET with Connection: Upgrade and Upgrade: websocket, or POST attach");
        }
        if (!request.header("Sec-WebSocket-Version").orElse("").strip().equals("13")) {
            throw refused(426, "only version 13 is spoken here", "Sec-WebSocket-Version: 13");
        }
        if (request.peer().certificate().isPresent()) {
            checkOrigin(request);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Upgrade", "websocket");
        fields.put("Connection", "Upgrade");
        fields.put("Sec-WebSocket-Accept", accept(key(request)));
        protocol(request).ifPresent(name -> fields.put("Sec-WebSocket-Protocol", name));
        return fields;
    }

    /**
     * Browsers send their reader's certificate along for whatever page asks, and tell which one it
     * is.
     */
    private static void checkOrigin(Request request) {
        String origin = request.header("Origin").orElse("");
        int scheme = origin.indexOf("://");
        String site = scheme < 0 ? origin : origin.substring(scheme + 3);
        if (!origin.isEmpty() && !site.equalsIgnoreCase(request.header("Host").orElse(""))) {
            throw refused(
                    403,
                    "a page of another site asks for it (Origin)",
                    "a client that is no page, or a page of this address");
        }
    }

    private static String key(Request request) {
        String key = request.header("Sec-WebSocket-Key").orElse("").strip();
        try {
            if (Base64.getDecoder().decode(key).length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw badKey();
        }
        throw badKey();
    }

    private static StatusException badKey() {
        return refused(
                400, "Sec-WebSocket-Key is not 16 bytes in base64", "a new random one each time");
    }

    /** As with dockerd: the only protocol that a client offers is agreed to. */
    private static Optional<String> protocol(Request request) {
        List<String> offered = request.headers("Sec-WebSocket-Protocol");
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        String name = offered.getFirst().strip();
        if (offered.size() > 1 || !name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw refused(
                    400, "Sec-WebSocket-Protocol is not one name", "one protocol's name, or none");
        }
        return Optional.of(name);
    }

    /** What proves that the server understood. */
    static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] text = (key + GUID).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder().encodeToString(sha1.digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static StatusException refused(int status, String why, String way) {
        return new StatusException(
                status, String.format(Locale.ROOT, "WebSocket refused: %s. Instead: %s", why, way));
    }
}
