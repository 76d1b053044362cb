package io.jsec.cli.client;

import java.nio.file.Path;

/**
 * Where an engine listens.
 *
 * @param text as it was written, for messages
 * @param socket the unix socket
 */
public record EngineAddress(String text, Path socket) {
    private static final String UNIX = "unix://";

    /** The longest path a unix socket can have on Linux. */
    private static final int SOCKET_BYTES_MAX = 107;

    /** An address of a socket. */
    public static EngineAddress of(Path socket) {
        return new EngineAddress(UNIX + socket, socket);
    }

    /**
     * Reads what {@code -H} and {@code DOCKER_HOST} hold.
     *
     * @throws ClientException where it is no address, or one of a kind that is not supported
     */
    public static EngineAddress parse(String text) {
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        String rest = colon < 0 ? text : text.substring(colon + 3);
        if (scheme.equals("unix")) {
            if (!rest.startsWith("/")) {
                throw refused(text, "the path of a socket begins with /", "unix:///PATH");
            }
            if (rest.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > SOCKET_BYTES_MAX) {
                throw refused(
                        text,
                        "the path of a socket has at most " + SOCKET_BYTES_MAX + " bytes",
                        "a symbolic link to its folder");
            }
            return new EngineAddress(text, Path.of(rest));
        }
        String why =
                switch (scheme) {
                    case "tcp", "http", "https" -> "engines are reached over a unix socket only";
                    case "ssh" -> "no program is started to reach an engine";
                    case "npipe" -> "named pipes are an affair of Windows";
                    case "fd" -> "a descriptor is what a daemon listens on";
                    default -> "it is not an address of an engine";
                };
        throw refused(text, why, "unix:///PATH; ssh -L makes a socket of a remote engine");
    }

    private static ClientException refused(String text, String why, String instead) {
        return new ClientException(
                ClientException.Kind.ADDRESS,
                "-H " + text + " refused: " + why + ". Instead: " + instead);
    }
}
