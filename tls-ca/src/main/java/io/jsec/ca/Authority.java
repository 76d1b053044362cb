package io.jsec.ca;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The private certificate authority of one directory. Each change takes the lock, reads what others
 * wrote, decides, writes one record durably, and only then answers. Safe for several threads and
 * processes.
 */
public final class Authority {
    /** The file of records in the authority's directory. */
    public static final String STATE_FILE = "state.log";

    static final String LOCK_FILE = "lock";
    static final String KEYS_DIRECTORY = "keys";

    /** How far a clock may go back unnoticed: steps of time synchronisation are smaller. */
    static final Duration CLOCK_BACK_MAX = Duration.ofSeconds(10);

    private static final Duration ISSUER_LEFT_MIN = Duration.ofHours(1);

    /** How many numbers one record revokes. */
    private static final int SERIALS_MAX = 1_000;

    private static final Duration SEEN_EVERY = Duration.ofHours(1);

    private final Path directory;
    private final Keys keys;
    private final Keys rootKeys;
    private final Clock clock;
    private final SecureRandom random;
    private final StateLog log;
    private final CaState state = new CaState();

    Authority(Path directory, Keys keys, Keys rootKeys, Clock clock, SecureRandom random) {
        this.directory = directory;
        this.keys = keys;
        this.rootKeys = rootKeys;
        this.clock = clock;
        this.random = random;
        this.log = new StateLog(directory.resolve(STATE_FILE));
    }

    /**
     * The authority of a directory.
     *
     * @throws CaException where there is none, where it is open to others, or damaged
     */
    public static Authority open(
            Path directory, Secrets secrets, Clock clock, SecureRandom random) {
        if (!Files.exists(directory.resolve(STATE_FILE), LinkOption.NOFOLLOW_LINKS)) {
            requireReadable(directory);
            throw CaException.refused(
                    "the CA in " + directory, "there is none yet", "jsec ca init");
        }
        PrivateFiles.tooOpen(directory)
                .ifPresent(why -> {
                    throw CaException.refused("the CA", why, "chmod 700 " + directory);
                });
        PrivateFiles.tooOpen(directory.resolve(STATE_FILE))
                .ifPresent(why -> {
                    throw CaException.refused(
                            "the CA", why, "chmod 600 " + directory.resolve(STATE_FILE));
                });
        Authority authority = unread(directory, secrets, clock, random);
        authority.refresh();
        if (authority.log.count() == 0) {
            throw CaException.refused(
                    "the CA in " + directory,
                    "its first record was never finished",
                    "remove the directory, then jsec ca init");
        }
        return authority;
    }

    private static Authority unread(
            Path directory, Secrets secrets, Clock clock, SecureRandom random) {
        Keys keys = new FileKeys(directory.resolve(KEYS_DIRECTORY), secrets.passphrase(), random);
        Keys rootKeys =
                secrets.rootDirectory()
                        .<Keys>map(place -> new FileKeys(place, secrets.rootPassphrase(), random))
                        .orElse(keys);
        return new Authority(directory, keys, rootKeys, clock, random);
    }

    private static void requireReadable(Path directory) {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isReadable(directory)) {
            throw CaException.failed(
                    "reading the CA in " + directory,
                    "this user may not read it",
                    "run it as the directory's owner");
        }
    }

    /** Reads what others wrote since; cheap where nothing was. */
    public synchronized void refresh() {
        try {
            log.poll().forEach(state::apply);
        } catch (IllegalArgumentException e) {
            throw CaException.failed(
                    "reading the CA's state " + log.file(),
                    "a record makes no sense here (" + e.getMessage() + ")",
                    "use the version of jsec that wrote it");
        }
    }

    /** What the records add up to; {@link #refresh} brings it up to date. */
    public CaState state() {
        return state;
    }

    /** Trust for a {@link Validator} that follows this authority's state. */
    public Trust trust() {
        return new StateTrust(state, clock);
    }

    /** The directory. */
    public Path directory() {
        return directory;
    }

    /** The hash of the last record: whoever remembers it notices records that vanished. */
    public synchronized String head() {
        return log.head();
    }

    /**
     * Opens the key that issues, and forgets it again: whoever is to issue later learns now whether
     * he can.
     *
     * @throws CaException where it is missing, damaged, open to others, or locked by another
     *     passphrase
     */
    public void requireKey(Purpose purpose) {
        state.issuer(purpose).signer(keys);
    }

    /**
     * Issues a leaf.
     *
     * @throws CaException where a name is not permitted, or the clock went back
     */
    public Issued issue(LeafRequest request) {
        return write("issuing", now -> issue(request, Map.of(), now));
    }

    /**
     * Issues a leaf for the same key, names and role as one of before, up to seven days after its
     * end.
     *
     * @param old the leaf of before
     * @param key the key its holder proved to have
     * @throws CaException where it was revoked, is too old, is not ours, or has another key
     */
    public Issued renew(X509Certificate old, PublicKey key) {
        return write(
                "renewing",
                now -> {
                    Leaf leaf =
                            state.leaf(old.getSerialNumber())
                                    .filter(known -> known.certificate().equals(old))
                                    .orElseThrow(() -> noRenewal("it is not of this CA"));
                    if (!Arrays.equals(old.getPublicKey().getEncoded(), key.getEncoded())) {
                        throw noRenewal("the key is another one");
                    }
                    if (state.revocation(leaf).isPresent()) {
                        throw noRenewal("it was revoked");
                    }
                    if (now.isAfter(leaf.notAfter().plus(Leaf.RENEWAL_LATE_MAX))) {
                        throw noRenewal("it ended " + leaf.notAfter() + ", more than 7 days ago");
                    }
                    Duration life =
                            Duration.between(leaf.notBefore(), leaf.notAfter())
                                    .minus(Certificates.BACKDATED);
                    LeafRequest request =
                            new LeafRequest(leaf.purpose(), leaf.names(), leaf.role(), life, key);
                    return issue(request, Map.of("renews", leaf.serial().toString(16)), now);
                });
    }

    /**
     * Makes a token that somebody can have one client certificate for.
     *
     * @return what its holder is given; nobody can read it again
     * @throws CaException where too many are open, or the clock went back
     */
    public TokenText grant(TokenRequest request) {
        return write(
                "making a token",
                now -> {
                    Enrolment enrolment = new Enrolment(state, now);
                    TokenText text = enrolment.made(random);
                    append(now, "token", enrolment.fields(request, text));
                    return text;
                });
    }

    /**
     * Issues the one certificate that a token is good for.
     *
     * @param name the name its holder would like, where he said one
     * @param key the key its holder proved to have
     * @throws CaException where the token is not open, the name another's, or the key known
     */
    public Issued redeem(TokenText text, Optional<AltName.Client> name, PublicKey key) {
        return write(
                "enrolling",
                now -> {
                    LeafRequest request = new Enrolment(state, now).redeemed(text, name, key);
                    return issue(request, Map.of("token", text.id()), now);
                });
    }

    /**
     * Takes back a token that is open.
     *
     * @return how it stood before; one that is not open stays as it is
     * @throws CaException for an id that no token has
     */
    public Token.Standing cancel(String id) {
        return writeAnyTime(now -> {
            Token token =
                    state.token(id)
                            .orElseThrow(() ->
                                    CaException.refused(
                                            "cancelling " + id,
                                            "no token has that id",
                                            "jsec ca token --list"));
            Token.Standing standing = token.standing(now);
            if (standing == Token.Standing.OPEN) {
                append(now, "cancel", Map.of("id", id));
            }
            return standing;
        });
    }

    private static CaException noRenewal(String why) {
        return CaException.refused("renewing the certificate", why, "jsec ca issue");
    }

    private Issued issue(LeafRequest request, Map<String, String> origin, Instant now) {
        Issuer issuer = state.issuer(request.purpose());
        Names names = request.purpose() == Purpose.SERVER ? state.names() : Names.CLIENTS;
        for (AltName name : request.names()) {
            if (!names.permits(name)) {
                throw CaException.refused(
                        "the name " + name.text(),
                        "this CA may certify " + names + " only",
                        "a name below one of these, or another CA made with --names");
            }
        }
        if (state.revocation(issuer.serial()).isPresent()) {
            throw CaException.refused(
                    "issuing",
                    "the intermediate " + issuer.key() + " was revoked",
                    "jsec ca rotate " + request.purpose().word());
        }
        Instant issuerEnd = issuer.notAfter();
        if (now.plus(ISSUER_LEFT_MIN).isAfter(issuerEnd)) {
            throw CaException.refused(
                    "issuing",
                    "the intermediate " + issuer.key() + " ends " + issuerEnd,
                    "jsec ca rotate " + request.purpose().word());
        }
        Instant end = now.truncatedTo(ChronoUnit.SECONDS).plus(request.lifetime());
        X509Certificate certificate =
                new Certificates(random, now)
                        .leaf(
                                request,
                                end.isBefore(issuerEnd) ? end : issuerEnd,
                                issuer.certificate(),
                                issuer.signer(keys));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("purpose", request.purpose().word());
        fields.put("names", String.join(",", request.names().stream().map(AltName::text).toList()));
        request.role().ifPresent(role -> fields.put("role", role.text()));
        fields.put("issuer", issuer.key());
        fields.putAll(origin);
        fields.put("certificate", Entry.text(Pem.der(certificate)));
        append(now, "issue", fields);
        Leaf leaf = state.leaf(certificate.getSerialNumber()).orElseThrow();
        return new Issued(leaf, Certificates.chain(certificate, issuer, now), state.roots(now));
    }

    /**
     * Revokes a leaf, with every other leaf of the same key, or an intermediate.
     *
     * @return the numbers that are revoked now and were not before
     * @throws CaException for a number this authority never gave out
     */
    public List<BigInteger> revoke(BigInteger serial, Revocation.Reason reason) {
        return writeAnyTime(now -> {
            List<BigInteger> serials =
                    sameKey(serial).stream()
                            .filter(one -> state.revocation(one).isEmpty())
                            .toList();
            for (int from = 0; from < serials.size(); from += SERIALS_MAX) {
                List<String> texts =
                        serials.subList(from, Math.min(serials.size(), from + SERIALS_MAX)).stream()
                                .map(one -> one.toString(16))
                                .toList();
                Map<String, String> fields = new LinkedHashMap<>();
                fields.put("serials", String.join(",", texts));
                fields.put("reason", reason.word());
                append(now, "revoke", fields);
            }
            return serials;
        });
    }

    /** The number, and those of leaves with the same key that could still be used or renewed. */
    private List<BigInteger> sameKey(BigInteger serial) {
        Optional<Leaf> leaf = state.leaf(serial);
        if (leaf.isPresent()) {
            PublicKey key = leaf.get().certificate().getPublicKey();
            Instant oldest = clock.instant().minus(Leaf.RENEWAL_LATE_MAX);
            List<BigInteger> all = new ArrayList<>(List.of(serial));
            state.leaves().stream()
                    .filter(other -> other.notAfter().isAfter(oldest))
                    .filter(other -> other.certificate().getPublicKey().equals(key))
                    .map(Leaf::serial)
                    .filter(other -> !other.equals(serial))
                    .forEach(all::add);
            return all;
        }
        Issuer issuer =
                state.issuer(serial)
                        .filter(one -> one.purpose().isPresent())
                        .orElseThrow(() ->
                                CaException.refused(
                                        "revoking " + serial.toString(16),
                                        "this CA gave no leaf and no intermediate that number",
                                        "jsec ca list"));
        List<BigInteger> all = new ArrayList<>(List.of(serial));
        issuer.cross().ifPresent(cross -> all.add(cross.getSerialNumber()));
        return all;
    }

    /**
     * Replaces an intermediate, or the root and both intermediates.
     *
     * @param part {@code server}, {@code client} or {@code root}
     * @param overlap how long what is replaced stays trusted
     * @throws CaException where the root's key is not at hand
     */
    public List<Issuer> rotate(String part, Duration overlap) {
        return write(
                "rotating",
                now -> {
                    requirePassphrase();
                    Rotation rotation = new Rotation(state, keys, rootKeys, random, now);
                    append(now, "rotate", rotation.of(part, overlap));
                    return state.issuers();
                });
    }

    /**
     * That new keys get the passphrase of those that are here: a directory of keys with different
     * ones could never be used as a whole. One key that is damaged does not stand in the way.
     */
    private void requirePassphrase() {
        @Nullable CaException last = null;
        for (Purpose purpose : Purpose.values()) {
            String key = state.issuer(purpose).key();
            try {
                if (keys.has(key)) {
                    keys.open(key);
                    return;
                }
            } catch (CaException e) {
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
    }

    /**
     * The lists of revocations of every issuer that is still of use, in PEM.
     *
     * @param validity how long they may be used
     */
    public String crl(Duration validity) {
        return write(
                "listing revocations",
                now -> {
                    RevocationLists lists = new RevocationLists(state, keys, rootKeys, now);
                    RevocationLists.Result result = lists.of(now.plus(validity));
                    append(now, "crl", result.fields());
                    return result.pem();
                });
    }

    /** Records the time, at most once an hour, so that a clock that goes back is noticed. */
    public void see() {
        if (clock.instant().isAfter(state.lastSeen().plus(SEEN_EVERY))) {
            writeAnyTime(now -> append(now, "seen", Map.of()));
        }
    }

    /** Takes the clock as right from now on, although an earlier record has a later time. */
    public void acceptClock() {
        writeAnyTime(now -> append(now, "clock", Map.of()));
    }

    /** What is wrong with the authority, in sentences; empty where all is well. */
    public synchronized List<String> check() {
        CaCheck check = new CaCheck(directory, keys, rootKeys, clock.instant());
        try {
            if (check.files()) {
                refresh();
                if (log.count() == 0) {
                    check.add(log.file() + " has no whole record: its jsec ca init was cut off");
                } else {
                    check.records(state, log.rest());
                }
            }
        } catch (CaException e) {
            check.add(String.valueOf(e.getMessage()));
        }
        return check.complaints();
    }

    /** The same for a directory whose authority perhaps cannot be opened. */
    public static List<String> check(
            Path directory, Secrets secrets, Clock clock, SecureRandom random) {
        return unread(directory, secrets, clock, random).check();
    }

    /** Whether a passphrase is needed to use the keys of an authority's directory. */
    public static boolean isLocked(Path directory) {
        return FileKeys.isLocked(directory.resolve(KEYS_DIRECTORY));
    }

    /** Whether a passphrase is needed to use a root's key that lies elsewhere. */
    public static boolean isRootLocked(Path rootDirectory) {
        return FileKeys.isLocked(rootDirectory);
    }

    private interface Work<T> {
        T at(Instant now);
    }

    /** A change that writes a time into certificates: refused while the clock is behind. */
    private <T> T write(String what, Work<T> work) {
        return writeAnyTime(now -> {
            Instant seen = state.lastSeen();
            if (now.isBefore(seen.minus(CLOCK_BACK_MAX))) {
                throw CaException.refused(
                        what,
                        "the clock went back: it says "
                                + now.truncatedTo(ChronoUnit.SECONDS)
                                + ", and this CA has already seen "
                                + seen.truncatedTo(ChronoUnit.SECONDS),
                        "set the clock; if the earlier time was the wrong one,"
                                + " jsec ca check --accept-clock");
            }
            return work.at(now);
        });
    }

    private synchronized <T> T writeAnyTime(Work<T> work) {
        WriterLock lock = WriterLock.take(directory.resolve(LOCK_FILE));
        try {
            refresh();
            return work.at(clock.instant());
        } finally {
            lock.close();
        }
    }

    private Entry append(Instant now, String kind, Map<String, String> fields) {
        Entry entry = log.append(now, kind, fields);
        state.apply(entry);
        return entry;
    }
}
