package io.jsec.cli;

import io.jsec.ca.AltName;
import io.jsec.ca.LeafRequest;
import io.jsec.ca.Names;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What clients may call a server of this host: the names of its certificate. */
final class TlsNames {
    private TlsNames() {}

    /**
     * The names: what was configured, the addresses that are bound, and the host's own name. Pure,
     * but for an address that stands for all of them.
     *
     * @param configured must be permitted
     * @param bound those that are not permitted are left out: nobody can be told apart by them
     * @throws CliException where nothing is left, or a configured name is none or not permitted
     */
    static List<AltName> of(
            List<String> configured, List<InetSocketAddress> bound, String host, Names permitted) {
        Set<AltName> names = new LinkedHashSet<>();
        for (String word : configured) {
            names.add(
                    AltName.server(word)
                            .filter(permitted::permits)
                            .orElseThrow(() ->
                                    CliException.refused(
                                            Code.VALUE,
                                            "jsec.tls-names " + word,
                                            "this CA may certify " + permitted + " only",
                                            "a name below one of these, or another CA made with"
                                                    + " jsec ca init --names")));
        }
        for (InetSocketAddress each : bound) {
            addresses(each.getAddress())
                    .flatMap(TlsNames::ofAddress)
                    .filter(permitted::permits)
                    .forEach(names::add);
        }
        AltName.server(host).filter(permitted::permits).ifPresent(names::add);
        if (names.isEmpty()) {
            throw CliException.refused(
                    Code.VALUE,
                    "TLS at " + bound.stream().map(TlsPort::text).toList(),
                    "this CA may certify " + permitted + " only, and this server has no such name",
                    "\"tls-names\" in the object jsec of daemon.json");
        }
        return names.stream().limit(LeafRequest.NAMES_MAX).toList();
    }

    private static Stream<AltName> ofAddress(InetAddress address) {
        String plain = address.getHostAddress();
        int scope = plain.indexOf('%');
        Stream<AltName> own =
                AltName.server(scope < 0 ? plain : plain.substring(0, scope)).stream();
        return address.isLoopbackAddress()
                ? Stream.concat(own, AltName.server("localhost").stream())
                : own;
    }

    /** An address, or all of this host's where it stands for all. */
    private static Stream<InetAddress> addresses(InetAddress address) {
        if (!address.isAnyLocalAddress()) {
            return Stream.of(address);
        }
        try {
            return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);
        } catch (SocketException e) {
            throw CliException.failed(
                    Code.VALUE,
                    "reading the addresses of this host",
                    String.valueOf(e.getMessage()),
                    "-H with an address");
        }
    }
}
