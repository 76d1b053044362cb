package io.jsec.ca;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * The names an intermediate may certify: its name constraints.
 *
 * @param domains host names; each permits itself and every name below it
 * @param ranges addresses
 * @param clients whether clients' names are permitted
 */
public record Names(List<String> domains, List<Cidr> ranges, boolean clients) {
    /** How many domains and ranges there may be together. */
    public static final int ENTRIES_MAX = 64;

    private static final List<Cidr> NO_ADDRESS =
            List.of(new Cidr(new AltName.Ip("0.0.0.0"), 0), new Cidr(new AltName.Ip("::"), 0));

    /** Clients, and nothing that a server could be called. */
    static final Names CLIENTS = new Names(List.of(AltName.CLIENT_HOST), List.of(), true);

    /** Copies the lists. */
    public Names {
        domains = List.copyOf(domains);
        ranges = List.copyOf(ranges);
    }

    /**
     * What {@code ca init} permits servers to be called without {@code --names}: this host, and
     * loopback and private addresses.
     *
     * @param host the host's own name
     */
    public static Names ofHost(String host) {
        List<String> words = new ArrayList<>(List.of("localhost"));
        String lower = host.toLowerCase(Locale.ROOT);
        if (AltName.Dns.isName(lower) && !lower.equals("localhost")) {
            words.add(lower);
        }
        words.addAll(List.of("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"));
        words.addAll(List.of("169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"));
        return parse(words);
    }

    /**
     * The names of {@code --names}: host names and ranges of addresses.
     *
     * @throws CaException for a word that is neither, and for too many
     */
    public static Names parse(List<String> words) {
        List<String> domains = new ArrayList<>();
        List<Cidr> ranges = new ArrayList<>();
        for (String word : words) {
            String lower = word.toLowerCase(Locale.ROOT);
            Optional<Cidr> range = Cidr.parse(word);
            if (range.isPresent()) {
                ranges.add(range.get());
            } else if (AltName.Dns.isName(lower)) {
                domains.add(lower);
            } else {
                throw CaException.refused(
                        "the name " + word,
                        "it is neither a host name nor a range of addresses such as 10.0.0.0/8",
                        "--names example.lan,10.0.0.0/8");
            }
        }
        if (words.isEmpty() || words.size() > ENTRIES_MAX) {
            throw CaException.refused(
                    "--names with " + words.size() + " entries",
                    "there must be 1 to " + ENTRIES_MAX,
                    "permit a domain in the place of its hosts");
        }
        return new Names(domains, ranges, false);
    }

    /** Whether a name is permitted. */
    public boolean permits(AltName name) {
        return switch (name) {
            case AltName.Client client -> clients;
            case AltName.Ip ip -> ranges.stream().anyMatch(range -> range.contains(ip));
            case AltName.Dns dns ->
                    !clients && domains.stream().anyMatch(d -> below(dns.text(), d));
        };
    }

    private static boolean below(String name, String domain) {
        return name.equals(domain) || name.endsWith("." + domain);
    }

    /**
     * The extension. A kind of name that is not permitted at all is shut out: of permitted subtrees
     * alone, each kind that is not mentioned would be free.
     */
    NameConstraints extension() {
        List<GeneralSubtree> permitted = new ArrayList<>();
        for (String domain : domains) {
            permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain)));
        }
        if (domains.isEmpty()) {
            permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, NO_DOMAIN)));
        }
        for (Cidr range : ranges) {
            permitted.add(subtree(range));
        }
        permitted.add(
                new GeneralSubtree(
                        new GeneralName(
                                GeneralName.uniformResourceIdentifier,
                                clients ? AltName.CLIENT_HOST : NO_DOMAIN)));
        GeneralSubtree[] excluded = {};
        if (ranges.isEmpty()) {
            excluded = NO_ADDRESS.stream().map(Names::subtree).toArray(GeneralSubtree[]::new);
        }
        return new NameConstraints(
                permitted.toArray(GeneralSubtree[]::new), excluded.length == 0 ? null : excluded);
    }

    /** Reserved for names that do not exist. */
    private static final String NO_DOMAIN = "invalid";

    private static GeneralSubtree subtree(Cidr range) {
        return new GeneralSubtree(
                new GeneralName(GeneralName.iPAddress, new DEROctetString(range.constraint())));
    }

    /** The names an extension of ours permits; nothing for one that is never written here. */
    static Optional<Names> of(NameConstraints extension) {
        GeneralSubtree[] permitted = extension.getPermittedSubtrees();
        if (permitted == null) {
            return Optional.empty();
        }
        List<String> domains = new ArrayList<>();
        List<Cidr> ranges = new ArrayList<>();
        boolean clients = false;
        for (GeneralSubtree subtree : permitted) {
            GeneralName base = subtree.getBase();
            switch (base.getTagNo()) {
                case GeneralName.dNSName -> domains.add(text(base));
                case GeneralName.uniformResourceIdentifier ->
                        clients |= text(base).equals(AltName.CLIENT_HOST);
                case GeneralName.iPAddress ->
                        Cidr.ofConstraint(ASN1OctetString.getInstance(base.getName()).getOctets())
                                .ifPresent(ranges::add);
                default -> {
                    return Optional.empty();
                }
            }
        }
        domains.remove(NO_DOMAIN);
        Names names = new Names(domains, ranges, clients);
        // Whatever was not understood would be missing from the same extension written again.
        return same(names.extension(), extension) ? Optional.of(names) : Optional.empty();
    }

    private static boolean same(NameConstraints a, NameConstraints b) {
        return a.toASN1Primitive().equals(b.toASN1Primitive());
    }

    private static String text(GeneralName name) {
        return ASN1IA5String.getInstance(name.getName()).getString();
    }

    /** The names as typed, with commas. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>(domains);
        ranges.forEach(range -> words.add(range.toString()));
        return String.join(",", words);
    }
}
