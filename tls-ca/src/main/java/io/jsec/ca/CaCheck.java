package io.jsec.ca;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether an authority is whole: its files, their modes, its keys, its certificates, the clock. */
final class CaCheck {
    /** An intermediate that ends within this time is to be replaced. */
    static final Duration INTERMEDIATE_LEFT = Duration.ofDays(120);

    /** A root that ends within this time is to be replaced. */
    static final Duration ROOT_LEFT = Duration.ofDays(800);

    private final Path directory;
    private final CaState state;
    private final Keys keys;
    private final Keys rootKeys;
    private final Instant now;
    private final List<String> found = new ArrayList<>();

    CaCheck(Path directory, CaState state, Keys keys, Keys rootKeys, Instant now) {
        this.directory = directory;
        this.state = state;
        this.keys = keys;
        this.rootKeys = rootKeys;
        this.now = now;
    }

    /** Sentences, each with what to do. */
    List<String> complaints() {
        PrivateFiles.tooOpen(directory)
                .ifPresent(why -> found.add(why + ": chmod 700 " + directory));
        for (String name : List.of(Authority.STATE_FILE, Authority.LOCK_FILE)) {
            Path file = directory.resolve(name);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                PrivateFiles.tooOpen(file).ifPresent(why -> found.add(why + ": chmod 600 " + file));
            }
        }
        keys.complaints().forEach(why -> found.add(why + ": chmod go= the file"));
        if (!rootKeys.equals(keys)) {
            rootKeys.complaints().forEach(why -> found.add(why + ": chmod go= the file"));
        }
        if (now.isBefore(state.lastSeen().minus(Authority.CLOCK_BACK_MAX))) {
            found.add(
                    "the clock went back: this CA has already seen "
                            + state.lastSeen()
                            + ": set the clock, or jsec ca check --accept-clock");
        }
        for (Purpose purpose : Purpose.values()) {
            issuer(state.issuer(purpose), keys, INTERMEDIATE_LEFT, purpose.word());
        }
        issuer(state.root(), rootKeys, ROOT_LEFT, "root");
        return List.copyOf(found);
    }

    private void issuer(Issuer issuer, Keys where, Duration left, String part) {
        X509Certificate certificate = issuer.certificate();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.plus(left).isAfter(end)) {
            found.add(issuer.key() + " ends " + end + ": jsec ca rotate " + part);
        }
        if (state.revocation(certificate.getSerialNumber()).isPresent()) {
            found.add(issuer.key() + " was revoked: jsec ca rotate " + part);
        }
        if (!where.has(issuer.key())) {
            if (issuer.purpose().isPresent() || !state.offlineRoot()) {
                found.add("the key " + issuer.key() + " is missing: put its backup in its place");
            }
            return;
        }
        try {
            byte[] half = where.open(issuer.key()).publicKey().getEncoded();
            if (!Arrays.equals(half, certificate.getPublicKey().getEncoded())) {
                found.add("the key " + issuer.key() + " is not the key of its certificate");
            }
        } catch (CaException e) {
            found.add(String.valueOf(e.getMessage()));
        }
    }
}
