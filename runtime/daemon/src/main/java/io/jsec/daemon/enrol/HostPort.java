package io.jsec.daemon.enrol;

import java.util.Optional;

/**
 * What is typed as HOST, HOST:PORT, [ADDRESS] or [ADDRESS]:PORT; an address of version 6 without
 * brackets has no port.
 *
 * @param host without brackets; not looked at otherwise
 * @param port its digits, where there are any or should be
 */
public record HostPort(String host, Optional<String> port) {
    private static final int PORT_MAX = 65_535;

    /** Divides what was typed. */
    public static HostPort split(String typed) {
        int colon = typed.lastIndexOf(':');
        boolean bracketed = typed.startsWith("[");
        boolean hasPort =
                colon >= 0
                        && (bracketed
                                ? typed.lastIndexOf("]:") == colon - 1
                                : typed.indexOf(':') == colon);
        String host = hasPort ? typed.substring(0, colon) : typed;
        if (bracketed && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new HostPort(
                host, hasPort ? Optional.of(typed.substring(colon + 1)) : Optional.empty());
    }

    /**
     * The port.
     *
     * @param otherwise where none was typed
     * @return 0 to 65535; nothing for what is none
     */
    public Optional<Integer> number(int otherwise) {
        String digits = port.orElse(String.valueOf(otherwise));
        return digits.matches("[0-9]{1,5}")
                ? Optional.of(Integer.valueOf(digits)).filter(number -> number <= PORT_MAX)
                : Optional.empty();
    }

    /** A host and a port as they are typed. */
    public static String text(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
