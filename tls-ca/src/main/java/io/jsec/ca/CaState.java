package io.jsec.ca;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the records add up to. Safe for several threads; only records change it. */
public final class CaState {
    @GuardedBy("this")
    private String id = "";

    @GuardedBy("this")
    private Curve curve = Curve.P256;

    @GuardedBy("this")
    private Names names = Names.CLIENTS;

    @GuardedBy("this")
    private boolean offlineRoot;

    @GuardedBy("this")
    private final List<Issuer> issuers = new ArrayList<>();

    @GuardedBy("this")
    private final Map<BigInteger, Leaf> leaves = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Map<BigInteger, Revocation> revocations = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Map<String, Token> tokens = new LinkedHashMap<>();

    @GuardedBy("this")
    private Instant lastSeen = Instant.EPOCH;

    @GuardedBy("this")
    private long crlNumber;

    @GuardedBy("this")
    private byte[] rootCrl = {};

    CaState() {}

    /** Adds a record. */
    synchronized void apply(Entry entry) {
        if (entry.time().isAfter(lastSeen)) {
            lastSeen = entry.time();
        }
        switch (entry.kind()) {
            case "init" -> init(entry);
            case "rotate" -> rotate(entry);
            case "issue" -> issue(entry);
            case "revoke" -> revoke(entry);
            case "crl" -> {
                crlNumber = Long.parseLong(entry.field("number"));
                entry.optional("root").ifPresent(text -> rootCrl = entry.bytes("root"));
            }
            case "token" -> token(entry);
            case "cancel" -> end(entry.field("id"), new Token.End.Cancelled(entry.time()));
            case "seen" -> {}
            case "clock" -> lastSeen = entry.time();
            default -> throw new IllegalArgumentException("a record of kind " + entry.kind());
        }
    }

    @GuardedBy("this")
    private void init(Entry entry) {
        id = entry.field("ca");
        curve = Curve.of(entry.field("curve")).orElseThrow();
        names = Names.parse(List.of(entry.field("names").split(",", -1)));
        offlineRoot = entry.field("root-key").equals("offline");
        crlNumber = 1;
        rootCrl = entry.bytes("root-crl");
        addIssuers(entry, "1");
    }

    @GuardedBy("this")
    private void rotate(Entry entry) {
        Instant until = Instant.ofEpochMilli(Long.parseLong(entry.field("until")));
        for (String part : List.of("root", "server", "client")) {
            if (entry.optional(part).isPresent()) {
                for (int i = 0; i < issuers.size(); i++) {
                    if (issuers.get(i).key().startsWith(part + "-")) {
                        issuers.set(i, issuers.get(i).retiring(until));
                    }
                }
            }
        }
        if (entry.optional("root-crl").isPresent()) {
            rootCrl = entry.bytes("root-crl");
        }
        addIssuers(entry, entry.field("generation"));
    }

    @GuardedBy("this")
    private void addIssuers(Entry entry, String generation) {
        for (String part : List.of("root", "server", "client")) {
            if (entry.optional(part).isPresent()) {
                issuers.add(
                        new Issuer(
                                part + "-" + generation,
                                Purpose.of(part),
                                certificate(entry, part),
                                entry.optional(part + "-cross")
                                        .map(text -> certificate(entry, part + "-cross")),
                                Optional.empty()));
            }
        }
    }

    private static X509Certificate certificate(Entry entry, String field) {
        return Pem.certificate(entry.bytes(field), "record " + entry.number());
    }

    @GuardedBy("this")
    private void issue(Entry entry) {
        X509Certificate certificate = certificate(entry, "certificate");
        List<AltName> found = new ArrayList<>();
        Purpose purpose = Purpose.of(entry.field("purpose")).orElseThrow();
        for (String text : entry.field("names").split(",", -1)) {
            found.add(
                    (purpose == Purpose.CLIENT ? AltName.client(text) : AltName.server(text))
                            .orElseThrow(() -> new IllegalArgumentException("the name " + text)));
        }
        leaves.put(
                certificate.getSerialNumber(),
                new Leaf(
                        certificate.getSerialNumber(),
                        purpose,
                        found,
                        entry.optional("role").map(Role::new),
                        entry.field("issuer"),
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant(),
                        entry.optional("renews").map(text -> new BigInteger(text, 16)),
                        certificate));
        entry.optional("token")
                .ifPresent(id ->
                        end(id, new Token.End.Used(entry.time(), certificate.getSerialNumber())));
    }

    @GuardedBy("this")
    private void token(Entry entry) {
        String id = entry.field("id");
        tokens.put(
                id,
                new Token(
                        id,
                        entry.field("hash"),
                        new Role(entry.field("role")),
                        entry.optional("name").map(AltName.Client::new),
                        Duration.ofSeconds(Long.parseLong(entry.field("lifetime"))),
                        entry.time(),
                        Instant.ofEpochMilli(Long.parseLong(entry.field("until"))),
                        Optional.empty()));
    }

    @GuardedBy("this")
    private void end(String id, Token.End how) {
        Token token = tokens.get(id);
        if (token == null) {
            throw new IllegalArgumentException("the token " + id);
        }
        tokens.put(id, token.ended(how));
    }

    @GuardedBy("this")
    private void revoke(Entry entry) {
        Revocation.Reason reason = Revocation.Reason.of(entry.field("reason")).orElseThrow();
        for (String text : entry.field("serials").split(",", -1)) {
            BigInteger serial = new BigInteger(text, 16);
            revocations.putIfAbsent(serial, new Revocation(serial, entry.time(), reason));
        }
    }

    /** Eight hexadecimal digits that tell this authority from others; in its issuers' names. */
    public synchronized String id() {
        return id;
    }

    /** The curve of its own keys. */
    public synchronized Curve curve() {
        return curve;
    }

    /** The names its servers may have. */
    public synchronized Names names() {
        return names;
    }

    /** Whether the root's key was made elsewhere. */
    public synchronized boolean offlineRoot() {
        return offlineRoot;
    }

    /** Roots and intermediates, oldest first. */
    public synchronized List<Issuer> issuers() {
        return List.copyOf(issuers);
    }

    /** Whatever signs for a purpose now. */
    public synchronized Issuer issuer(Purpose purpose) {
        return newest(purpose.word());
    }

    /** A root or an intermediate by the number of its certificate. */
    public synchronized Optional<Issuer> issuer(BigInteger serial) {
        return issuers.stream().filter(issuer -> issuer.serial().equals(serial)).findFirst();
    }

    /** The newest root. */
    public synchronized Issuer root() {
        return newest("root");
    }

    @GuardedBy("this")
    private Issuer newest(String part) {
        return issuers.stream()
                .filter(issuer -> issuer.key().startsWith(part + "-"))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    /** The leaves, oldest first. */
    public synchronized List<Leaf> leaves() {
        return List.copyOf(leaves.values());
    }

    /**
     * The leaves that were issued since, oldest first.
     *
     * @param seen how many there were
     */
    public synchronized List<Leaf> leavesAfter(int seen) {
        // Somebody who looks often has nothing copied for him.
        return leaves.size() <= seen ? List.of() : leaves.values().stream().skip(seen).toList();
    }

    /** The same of revocations. */
    public synchronized List<Revocation> revocationsAfter(int seen) {
        return revocations.size() <= seen
                ? List.of()
                : revocations.values().stream().skip(seen).toList();
    }

    /** A leaf by its number. */
    public synchronized Optional<Leaf> leaf(BigInteger serial) {
        return Optional.ofNullable(leaves.get(serial));
    }

    /** The revocation of a number, leaf or intermediate. */
    public synchronized Optional<Revocation> revocation(BigInteger serial) {
        return Optional.ofNullable(revocations.get(serial));
    }

    /** The revocation of a leaf, or of the intermediate that issued it. */
    public synchronized Optional<Revocation> revocation(Leaf leaf) {
        return revocation(leaf.serial())
                .or(() ->
                        issuers().stream()
                                .filter(issuer -> issuer.key().equals(leaf.issuer()))
                                .flatMap(issuer -> revocation(issuer.serial()).stream())
                                .findFirst());
    }

    /** Every revocation, oldest first. */
    public synchronized List<Revocation> revocations() {
        return List.copyOf(revocations.values());
    }

    /** Every token, oldest first. */
    public synchronized List<Token> tokens() {
        return List.copyOf(tokens.values());
    }

    /** A token by its id. */
    public synchronized Optional<Token> token(String id) {
        return Optional.ofNullable(tokens.get(id));
    }

    /** The tokens that can be used at a time. */
    public synchronized List<Token> openTokens(Instant now) {
        return tokens.values().stream()
                .filter(token -> token.standing(now) == Token.Standing.OPEN)
                .toList();
    }

    /** The latest time any record has. */
    public synchronized Instant lastSeen() {
        return lastSeen;
    }

    /** The number of the latest list of revocations. */
    synchronized long crlNumber() {
        return crlNumber;
    }

    /** The latest list of the root, in DER. */
    synchronized byte[] rootCrl() {
        return Arrays.copyOf(rootCrl, rootCrl.length);
    }

    /** The roots that are trusted at a time, newest first. */
    public synchronized List<X509Certificate> roots(Instant now) {
        return issuers.reversed().stream()
                .filter(issuer -> issuer.purpose().isEmpty() && issuer.trusted(now))
                .map(Issuer::certificate)
                .toList();
    }
}
