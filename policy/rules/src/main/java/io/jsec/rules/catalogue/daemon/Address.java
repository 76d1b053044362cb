package io.jsec.rules.catalogue.daemon;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of an address that a configuration names.
 *
 * @param host without brackets and port, in lower case; may be empty
 */
record Address(String host) {
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127([.][0-9]{1,3}){3}(/[0-9]+)?");
    private static final Pattern IPV4_ANY = Pattern.compile("0([.]0){0,3}");
    private static final Pattern IPV6_ANY = Pattern.compile("[0:]*:[0:]*");
    private static final Pattern IPV6_LOOPBACK = Pattern.compile("[0:]*:0*1(/128)?");

    /** Of one of dockerd's {@code hosts}, where it is TCP: without a scheme it is. */
    static Optional<Address> ofSocket(String socket) {
        String lower = socket.toLowerCase(Locale.ROOT);
        if (lower.startsWith("tcp://")) {
            return Optional.of(of(socket));
        }
        return lower.contains("://") || lower.startsWith("/")
                ? Optional.empty()
                : Optional.of(of(socket));
    }

    /** Of a URL, or of a host with or without a port. */
    static Address of(String text) {
        String rest = text.toLowerCase(Locale.ROOT);
        int scheme = rest.indexOf("://");
        rest = scheme < 0 ? rest : rest.substring(scheme + 3);
        int end = scheme < 0 ? -1 : rest.indexOf('/');
        rest = end < 0 ? rest : rest.substring(0, end);
        rest = rest.substring(rest.lastIndexOf('@') + 1);
        if (rest.startsWith("[")) {
            int close = rest.indexOf(']');
            return new Address(close < 0 ? rest : rest.substring(1, close));
        }
        int colon = rest.indexOf(':');
        boolean port = colon >= 0 && colon == rest.lastIndexOf(':');
        return new Address(port ? rest.substring(0, colon) : rest);
    }

    /** Whether only this host reaches it. */
    boolean isLoopback() {
        return host.equals("localhost")
                || IPV4_LOOPBACK.matcher(host).matches()
                || IPV6_LOOPBACK.matcher(host).matches();
    }

    /** Whether it stands for every address of the host. */
    boolean isEvery() {
        return host.isEmpty()
                || IPV4_ANY.matcher(host).matches()
                || IPV6_ANY.matcher(host).matches();
    }
}
