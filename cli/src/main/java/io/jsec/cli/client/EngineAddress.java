package io.jsec.cli.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an engine listens.
 *
 * @param text as it was written, for messages
 * @param socket a unix socket, or a port; its host is looked up when it is connected to
 * @param tls what TLS needs, where it is asked for
 */
public record EngineAddress(String text, SocketAddress socket, Optional<TlsFiles> tls) {
    private static final String UNIX = "unix://";

    /** The longest path a unix socket can have on Linux. */
    private static final int SOCKET_BYTES_MAX = 107;

    private static final int TCP_PORT = 2375;
    private static final int TLS_PORT = 2376;
    private static final Pattern REMOTE =
            Pattern.compile("tcp://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?/?");
    private static final int TCP_PORT_MAX = 0xffff;
    private static final Pattern LOOPBACK =
            Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(?::(\\d{1,5}))?/?");

    /** An address of a socket. */
    public static EngineAddress of(Path socket) {
        return new EngineAddress(
                UNIX + socket, UnixDomainSocketAddress.of(socket), Optional.empty());
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
            return new EngineAddress(text, UnixDomainSocketAddress.of(rest), Optional.empty());
        }
        if (scheme.equals("tcp")) {
            return loopback(text, rest);
        }
        String why =
                switch (scheme) {
                    case "http", "https" -> "docker writes tcp:// for it";
                    case "ssh" -> "no program is started to reach an engine";
                    case "npipe" -> "named pipes are an affair of Windows";
                    case "fd" -> "a descriptor is what a daemon listens on";
                    default -> "it is not an address of an engine";
                };
        throw refused(text, why, "unix:///PATH; ssh -L makes a socket of a remote engine");
    }

    /** A port of this host: what crosses a network needs certificates. */
    private static EngineAddress loopback(String text, String rest) {
        Matcher matcher = LOOPBACK.matcher(rest);
        int port = TCP_PORT;
        if (matcher.matches() && matcher.group(2) != null) {
            port = Integer.parseInt(matcher.group(2));
        }
        if (!matcher.matches() || port == 0 || port > TCP_PORT_MAX) {
            throw refused(
                    text,
                    "without certificates an engine is asked on its own host only, at a port of"
                            + " 127.0.0.1, localhost or [::1]",
                    "--tlsverify, with a certificate of the engine's CA; or ssh -L, which makes a"
                            + " port here of a remote engine");
        }
        String host = matcher.group(1).startsWith("[") ? "::1" : "127.0.0.1";
        return new EngineAddress(text, new InetSocketAddress(host, port), Optional.empty());
    }

    /** The host of an address of TCP, without brackets; empty for any other. */
    public static String host(String text) {
        Matcher matcher = REMOTE.matcher(text);
        String host = matcher.matches() ? matcher.group(1) : "";
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * A port that is asked over TLS, on any host.
     *
     * @throws ClientException where it is none
     */
    public static EngineAddress secure(String text, TlsFiles files) {
        Matcher matcher = REMOTE.matcher(text);
        int port = TLS_PORT;
        if (matcher.matches() && matcher.group(2) != null) {
            port = Integer.parseInt(matcher.group(2));
        }
        if (!matcher.matches() || port == 0 || port > TCP_PORT_MAX) {
            throw refused(text, "it does not read tcp://HOST:PORT", "tcp://HOST:" + TLS_PORT);
        }
        return new EngineAddress(
                text, InetSocketAddress.createUnresolved(host(text), port), Optional.of(files));
    }

    private static ClientException refused(String text, String why, String instead) {
        return new ClientException(
                ClientException.Kind.ADDRESS,
                "-H " + text + " refused: " + why + ". Instead: " + instead);
    }
}
