package io.jsec.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An authority in a folder with keys in memory and a clock that is moved by hand. */
final class TestCa {
    final Path directory;
    final HandClock clock = new HandClock();
    final SecureRandom random = new SecureRandom();
    final MemoryKeys keys = new MemoryKeys();
    final Authority authority;

    TestCa(Path directory) {
        this(directory, Curve.P256);
    }

    TestCa(Path directory, Curve curve) {
        this.directory = directory;
        Names names = Names.parse(List.of("example.lan", "127.0.0.0/8", "::1"));
        CaSetup setup = new CaSetup(curve, names, Optional.empty());
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new StateLog(directory.resolve(Authority.STATE_FILE))
                .append(
                        clock.instant(),
                        "init",
                        CaFactory.fields("0badcafe", setup, keys, keys, random, clock.instant()));
        authority = again();
    }

    /** The same authority as another process would open it. */
    Authority again() {
        Authority again = new Authority(directory, keys, keys, clock, random);
        again.refresh();
        return again;
    }

    KeyPair pair() {
        return EcKeys.generate(Curve.P256, random);
    }

    Issued client(String name, String role) {
        return client(name, role, pair());
    }

    Issued client(String name, String role, KeyPair pair) {
        return authority.issue(
                new LeafRequest(
                        Purpose.CLIENT,
                        List.of(new AltName.Client(name)),
                        Optional.of(new Role(role)),
                        Duration.ofDays(30),
                        pair.getPublic()));
    }

    Issued server(String... names) {
        return authority.issue(
                new LeafRequest(
                        Purpose.SERVER,
                        List.of(names).stream()
                                .map(name -> AltName.server(name).orElseThrow())
                                .toList(),
                        Optional.empty(),
                        Duration.ofHours(24),
                        pair().getPublic()));
    }

    Validator validator() {
        return new Validator(authority.trust());
    }

    Verdict validate(List<X509Certificate> chain, Purpose purpose) {
        return validator().validate(der(chain), purpose, clock.instant());
    }

    static List<byte[]> der(List<X509Certificate> chain) {
        return chain.stream().map(Pem::der).toList();
    }

    /** The reason of a refusal; nothing for an accepted chain. */
    static Optional<Reason> reason(Verdict verdict) {
        return verdict instanceof Verdict.Refused refused
                ? Optional.of(refused.reason())
                : Optional.empty();
    }
}
