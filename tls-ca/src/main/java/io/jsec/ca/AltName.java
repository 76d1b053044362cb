package io.jsec.ca;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/** A subject alternative name of a leaf: the only names its holder has. */
public sealed interface AltName {
    /** The prefix of a client's name as a URI. */
    String CLIENT_PREFIX = "jsec://" + AltName.CLIENT_HOST + "/";

    /** The host in a client's URI: reserved for private use, never looked up. */
    String CLIENT_HOST = "clients.jsec.internal";

    /** The name as people write it. */
    String text();

    /**
     * A host name.
     *
     * @param text lower case, without a wildcard or a final dot
     */
    record Dns(String text) implements AltName {
        private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
        private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
        private static final int CHARS_MAX = 253;

        /** Refuses what is not a host name. */
        public Dns {
            if (!isName(text)) {
                throw new IllegalArgumentException("not a host name: " + text);
            }
        }

        /** Whether a text is a host name in lower case; dotted numbers are an address. */
        static boolean isName(String text) {
            return text.length() <= CHARS_MAX
                    && NAME.matcher(text).matches()
                    && !text.substring(text.lastIndexOf('.') + 1).matches("[0-9]+");
        }
    }

    /**
     * An address.
     *
     * @param text the canonical text of the address
     */
    record Ip(String text) implements AltName {
        /** Refuses what is not an address. */
        public Ip {
            text = addressOf(text);
        }

        /** 4 or 16 bytes. */
        byte[] bytes() {
            return literal(text);
        }

        /** The name of an address's 4 or 16 bytes. */
        static Ip of(byte[] address) {
            try {
                return new Ip(InetAddress.getByAddress(address).getHostAddress());
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not an address", e);
            }
        }

        static boolean isLiteral(String text) {
            return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                    || (text.indexOf(':') >= 0 && text.matches("[0-9A-Fa-f:.]+"));
        }

        private static String addressOf(String text) {
            try {
                return InetAddress.getByAddress(literal(text)).getHostAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not an address: " + text, e);
            }
        }

        private static byte[] literal(String text) {
            if (!isLiteral(text)) {
                throw new IllegalArgumentException("not an address: " + text);
            }
            try {
                // A literal is never looked up.
                return InetAddress.getByName(text).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not an address: " + text, e);
            }
        }
    }

    /**
     * A client.
     *
     * @param text the name without the prefix of its URI, such as {@code alice}
     */
    record Client(String text) implements AltName {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

        /** Refuses what is not a client's name. */
        public Client {
            if (!isName(text)) {
                throw new IllegalArgumentException("not a client's name: " + text);
            }
        }

        static boolean isName(String text) {
            return NAME.matcher(text).matches();
        }

        /** The URI in the certificate. */
        String uri() {
            return CLIENT_PREFIX + text;
        }
    }

    /** A server's name as typed: an address or a host name; nothing for anything else. */
    static Optional<AltName> server(String typed) {
        if (Ip.isLiteral(typed)) {
            try {
                return Optional.of(new Ip(typed));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        String lower = typed.toLowerCase(Locale.ROOT);
        return Dns.isName(lower) ? Optional.of(new Dns(lower)) : Optional.empty();
    }

    /** A client's name as typed; nothing for what is not one. */
    static Optional<AltName> client(String typed) {
        return Client.isName(typed) ? Optional.of(new Client(typed)) : Optional.empty();
    }

    /** The name's form in a certificate. */
    static GeneralName general(AltName name) {
        return switch (name) {
            case Dns dns -> new GeneralName(GeneralName.dNSName, dns.text());
            case Ip ip -> new GeneralName(GeneralName.iPAddress, new DEROctetString(ip.bytes()));
            case Client client ->
                    new GeneralName(GeneralName.uniformResourceIdentifier, client.uri());
        };
    }

    /** The name a certificate holds, or nothing for a form that is never issued. */
    static Optional<AltName> of(GeneralName name) {
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> {
                String text = ASN1IA5String.getInstance(name.getName()).getString();
                yield Dns.isName(text) ? Optional.of(new Dns(text)) : Optional.empty();
            }
            case GeneralName.iPAddress -> {
                byte[] bytes = ASN1OctetString.getInstance(name.getName()).getOctets();
                boolean whole = bytes.length == 4 || bytes.length == 16;
                yield whole ? Optional.of(Ip.of(bytes)) : Optional.empty();
            }
            case GeneralName.uniformResourceIdentifier -> {
                String text = ASN1IA5String.getInstance(name.getName()).getString();
                yield text.startsWith(CLIENT_PREFIX)
                        ? client(text.substring(CLIENT_PREFIX.length()))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** Bytes in hexadecimal, for messages. */
    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
