package io.jsec.daemon.enrol;

import io.jsec.ca.AltName;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the enrolment listener is: an address of the loopback interface or of a private network.
 *
 * @param address never a name, never all addresses at once
 * @param port 0 for any that is free
 */
public record EnrolAddress(InetAddress address, int port) {
    /** The port unless another is named. */
    public static final int PORT = 2378;

    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int UNIQUE_LOCAL = 0xfc;

    /** What a text says. */
    public sealed interface Parsed {
        /** It is one. */
        record Right(EnrolAddress address) implements Parsed {}

        /**
         * It is none.
         *
         * @param why without a final stop
         */
        record Wrong(String why) implements Parsed {}
    }

    /** Reads ADDRESS, ADDRESS:PORT, [ADDRESS]:PORT; {@code localhost} is 127.0.0.1. */
    public static Parsed parse(String text) {
        HostPort typed = HostPort.split(text);
        Optional<Integer> port = typed.number(PORT);
        if (port.isEmpty()) {
            return new Parsed.Wrong("its port is none");
        }
        String host = typed.host();
        if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
            host = "127.0.0.1";
        }
        if (!(AltName.server(host).orElse(null) instanceof AltName.Ip ip)) {
            return new Parsed.Wrong("it is no address; names can change whom they mean");
        }
        return judged(ip, port.orElseThrow());
    }

    private static Parsed judged(AltName.Ip ip, int port) {
        InetAddress address;
        try {
            // A literal is never looked up.
            address = InetAddress.getByName(ip.text());
        } catch (UnknownHostException e) {
            return new Parsed.Wrong("it is no address");
        }
        if (address.isAnyLocalAddress()) {
            return new Parsed.Wrong("it means every address of this host, public ones too");
        }
        if (!isPrivate(address)) {
            return new Parsed.Wrong("it is neither a loopback nor a private address");
        }
        return new Parsed.Right(new EnrolAddress(address, port));
    }

    /** Loopback, link-local, those of RFC 1918 and unique local ones (RFC 4193). */
    public static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || (address instanceof Inet6Address
                        ? (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL
                        : address.isSiteLocalAddress());
    }

    InetSocketAddress socket() {
        return new InetSocketAddress(address, port);
    }

    /** As it is typed. */
    public String text() {
        return HostPort.text(address.getHostAddress(), port);
    }
}
