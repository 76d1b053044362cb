package io.jsec.cli;

import io.jsec.daemon.enrol.EnrolAddress;
import io.jsec.daemon.enrol.HostPort;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port with TLS as it is typed: {@code tcp://ADDRESS:PORT}, or {@code tcp://INTERFACE:PORT} for
 * all private addresses of a network interface.
 *
 * @param text as typed
 * @param host an address, localhost, or the name of an interface
 * @param port 1 to 65535
 */
record TlsPort(String text, String host, int port) {
    static final int DEFAULT = 2376;

    private static final Pattern TYPED =
            Pattern.compile("tcp://(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._@-]+)(?::(\\d{1,5}))?/?");
    private static final Pattern FOUR = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /**
     * Reads one.
     *
     * @throws CliException where it is none
     */
    static TlsPort parse(String text) {
        Matcher matcher = TYPED.matcher(text);
        int port =
                !matcher.matches()
                        ? 0
                        : matcher.group(2) == null ? DEFAULT : Integer.parseInt(matcher.group(2));
        if (port == 0 || port > 0xffff) {
            throw CliException.refused(
                    Code.VALUE,
                    "-H " + text,
                    "it does not read tcp://ADDRESS:PORT or tcp://INTERFACE:PORT",
                    "-H tcp://127.0.0.1:" + DEFAULT);
        }
        String host = matcher.group(1);
        boolean six = host.startsWith("[");
        return new TlsPort(text, six ? host.substring(1, host.length() - 1) : host, port);
    }

    /** Whether it names an interface, whose addresses may change. */
    boolean isInterface() {
        return literal().isEmpty();
    }

    private List<InetAddress> literal() {
        if (host.equals("localhost")) {
            return List.of(InetAddress.getLoopbackAddress());
        }
        if (!FOUR.matcher(host).matches() && host.indexOf(':') < 0) {
            return List.of();
        }
        try {
            // A literal is never looked up.
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw CliException.refused(
                    Code.VALUE, "-H " + text, "it is no address", "-H tcp://127.0.0.1:" + port);
        }
    }

    /**
     * Where it is now.
     *
     * @param open whether it may be an address that is not private
     * @throws CliException where there is nothing it may be
     */
    List<InetSocketAddress> addresses(boolean open) {
        List<InetAddress> found = literal();
        if (!found.isEmpty()) {
            InetAddress one = found.getFirst();
            if (!open && !EnrolAddress.isPrivate(one)) {
                throw CliException.refused(
                        Code.VALUE,
                        "-H " + text,
                        one.isAnyLocalAddress()
                                ? "it is every address of this host, public ones included"
                                : "it is not a private address",
                        "a private address or an interface; or \"tls-public\": true in the object"
                                + " jsec of daemon.json, where that is meant");
            }
            return List.of(new InetSocketAddress(one, port));
        }
        List<InetSocketAddress> all =
                ofInterface().stream()
                        .filter(address -> open || EnrolAddress.isPrivate(address))
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
        if (all.isEmpty()) {
            throw CliException.refused(
                    Code.VALUE,
                    "-H " + text,
                    "the interface " + host + " has no " + (open ? "" : "private ") + "address",
                    "an interface that has one, or an address");
        }
        return all;
    }

    private List<InetAddress> ofInterface() {
        try {
            NetworkInterface network = NetworkInterface.getByName(host);
            if (network == null) {
                throw CliException.refused(
                        Code.VALUE,
                        "-H " + text,
                        "this host has no interface " + host + ", and names are not looked up",
                        "an address of this host, or an interface as ip link shows it");
            }
            List<InetAddress> addresses = new ArrayList<>();
            network.inetAddresses()
                    // One with a scope is reached with the client's name of its own interface.
                    .filter(address -> !address.isLinkLocalAddress() || four(address))
                    .forEach(addresses::add);
            return addresses;
        } catch (SocketException e) {
            throw CliException.failed(
                    Code.VALUE,
                    "reading the interface " + host,
                    String.valueOf(e.getMessage()),
                    "an address");
        }
    }

    private static boolean four(InetAddress address) {
        return !(address instanceof Inet6Address);
    }

    /** An address as it is written in a URL. */
    static String text(InetSocketAddress address) {
        String plain = address.getAddress().getHostAddress();
        int scope = plain.indexOf('%');
        String bare = scope < 0 ? plain : plain.substring(0, scope);
        return "tcp://" + HostPort.text(bare, address.getPort());
    }
}
