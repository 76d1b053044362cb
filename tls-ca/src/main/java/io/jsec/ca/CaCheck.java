package io.jsec.ca;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether an authority is whole: its files, their modes, its keys, its certificates, the clock. */
final class CaCheck {
    /** An intermediate that ends within this time is to be replaced. */
    static final Duration INTERMEDIATE_LEFT = Duration.ofDays(120);

    /** A root that ends within this time is to be replaced. */
    static final Duration ROOT_LEFT = Duration.ofDays(800);

    /** A list of an offline root's that ends within this time is to be made anew. */
    static final Duration ROOT_CRL_LEFT = Duration.ofDays(30);

    private final Path directory;
    private final Keys keys;
    private final Keys rootKeys;
    private final Instant now;
    private final List<String> found = new ArrayList<>();

    CaCheck(Path directory, Keys keys, Keys rootKeys, Instant now) {
        this.directory = directory;
        this.keys = keys;
        this.rootKeys = rootKeys;
        this.now = now;
    }

    /** What was found: sentences, each with what to do. */
    List<String> complaints() {
        return List.copyOf(found);
    }

    /** Adds what somebody else found. */
    void add(String complaint) {
        if (!found.contains(complaint)) {
            found.add(complaint);
        }
    }

    /**
     * Looks at what needs no record to be judged.
     *
     * @return whether there is a file of records to read
     */
    boolean files() {
        leftOvers(directory.toAbsolutePath().getParent(), "." + directory.getFileName() + ".new-");
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            found.add("there is no CA in " + directory + ": jsec ca init");
            return false;
        }
        PrivateFiles.tooOpen(directory)
                .ifPresent(why -> found.add(why + ": chmod 700 " + directory));
        if (!Files.isDirectory(directory)
                || !Files.isReadable(directory)
                || !Files.isExecutable(directory)) {
            found.add(directory + " cannot be read by this user: be its owner, or put it right");
            return false;
        }
        for (String name : List.of(Authority.STATE_FILE, Authority.LOCK_FILE)) {
            Path file = directory.resolve(name);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                PrivateFiles.tooOpen(file).ifPresent(why -> found.add(why + ": chmod 600 " + file));
            }
        }
        keys.complaints().forEach(this::add);
        if (!rootKeys.equals(keys)) {
            rootKeys.complaints().forEach(this::add);
        }
        Path state = directory.resolve(Authority.STATE_FILE);
        if (!Files.isRegularFile(state, LinkOption.NOFOLLOW_LINKS)) {
            found.add(state + " is missing: put the copy of your backup in its place");
            return false;
        }
        return true;
    }

    private void leftOvers(@Nullable Path above, String prefix) {
        if (above == null || !Files.isDirectory(above) || !Files.isReadable(above)) {
            return;
        }
        try (Stream<Path> beside = Files.list(above)) {
            beside.filter(path -> String.valueOf(path.getFileName()).startsWith(prefix))
                    .sorted()
                    .forEach(path ->
                            found.add(
                                    path
                                            + " is what a jsec ca init that was cut off left:"
                                            + " rm -r "
                                            + path));
        } catch (IOException e) {
            throw PrivateFiles.failed("reading " + above, e);
        }
    }

    /** Looks at what the records say, and whether keys and clock go with it. */
    void records(CaState state, long rest) {
        if (rest > 0) {
            found.add(
                    directory.resolve(Authority.STATE_FILE)
                            + " ends with "
                            + rest
                            + " bytes of a record that was cut off; the next change removes them:"
                            + " jsec ca crl");
        }
        if (now.isBefore(state.lastSeen().minus(Authority.CLOCK_BACK_MAX))) {
            found.add(
                    "the clock went back: this CA has already seen "
                            + state.lastSeen()
                            + ": set the clock, or jsec ca check --accept-clock");
        }
        for (Purpose purpose : Purpose.values()) {
            issuer(state, state.issuer(purpose), keys, INTERMEDIATE_LEFT, purpose.word());
        }
        issuer(state, state.root(), rootKeys, ROOT_LEFT, "root");
        unknownKeys(state);
        if (state.offlineRoot()) {
            rootList(state);
        }
    }

    private void issuer(CaState state, Issuer issuer, Keys where, Duration left, String part) {
        Instant end = issuer.notAfter();
        if (now.plus(left).isAfter(end)) {
            found.add(issuer.key() + " ends " + end + ": jsec ca rotate " + part);
        }
        if (state.revocation(issuer.serial()).isPresent()) {
            found.add(issuer.key() + " was revoked: jsec ca rotate " + part);
        }
        if (!where.has(issuer.key())) {
            if (issuer.purpose().isPresent() || !state.offlineRoot()) {
                found.add("the key " + issuer.key() + " is missing: put its backup in its place");
            }
            return;
        }
        try {
            if (!issuer.isKey(where.open(issuer.key()))) {
                found.add(
                        "the key "
                                + issuer.key()
                                + " is not the key of its certificate: put its backup in its"
                                + " place");
            }
        } catch (CaException e) {
            add(String.valueOf(e.getMessage()));
        }
    }

    private void unknownKeys(CaState state) {
        Set<String> known = new HashSet<>();
        state.issuers().forEach(issuer -> known.add(issuer.key()));
        for (String name : keys.names()) {
            if (!known.contains(name)) {
                found.add(
                        "the key "
                                + name
                                + " is nobody's, left by a change that was cut off:"
                                + " do that again, or remove the key");
            }
        }
    }

    private void rootList(CaState state) {
        CrlFacts list = CrlFacts.of(state.rootCrl(), "the root's list of revocations");
        list.nextUpdate()
                .filter(due -> now.plus(ROOT_CRL_LEFT).isAfter(due))
                .ifPresent(due ->
                        found.add(
                                "the root's list of revocations is to be made anew before "
                                        + due
                                        + ": jsec ca crl --root DIR"));
    }
}
