package io.jsec.ca;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes an authority, wholly or not at all: everything is written beside its place and moved there
 * at the end.
 */
public final class CaFactory {
    /** How long the root's first list of revocations may be used. */
    static final Duration ROOT_CRL_VALIDITY = Duration.ofDays(365);

    private static final int ID_BYTES = 4;

    private CaFactory() {}

    /**
     * Makes an authority in a directory that does not exist yet or is empty.
     *
     * @param secrets the passphrases of its keys
     * @throws CaException where there is one already, or the directory cannot be made
     */
    public static Authority create(
            Path directory, CaSetup setup, Secrets secrets, Clock clock, SecureRandom random) {
        requireFree(directory);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String name = HexFormat.of().formatHex(id);
        Path staged = directory.resolveSibling("." + directory.getFileName() + ".new-" + name);
        PrivateFiles.makeDirectory(staged);
        try {
            Keys keys =
                    new FileKeys(
                            staged.resolve(Authority.KEYS_DIRECTORY), secrets.passphrase(), random);
            Keys rootKeys = keys;
            if (setup.offlineRoot().isPresent()) {
                Path place = setup.offlineRoot().get();
                rootKeys = new FileKeys(place, secrets.rootPassphrase(), random);
                requireNoRoot(place, rootKeys);
            }
            Instant now = clock.instant();
            new StateLog(staged.resolve(Authority.STATE_FILE))
                    .append(now, "init", fields(name, setup, keys, rootKeys, random, now));
            move(staged, directory);
        } catch (CaException e) {
            remove(staged, e);
            throw e;
        }
        Secrets own =
                new Secrets(secrets.passphrase(), setup.offlineRoot(), secrets.rootPassphrase());
        return Authority.open(directory, own, clock, random);
    }

    /** The first record: what was decided, and the three first certificates. */
    static Map<String, String> fields(
            String id, CaSetup setup, Keys keys, Keys rootKeys, SecureRandom random, Instant now) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ca", id);
        fields.put("curve", setup.curve().word());
        fields.put("names", setup.names().toString());
        fields.put("root-key", setup.offlineRoot().isPresent() ? "offline" : "here");
        Certificates certificates = new Certificates(random, now);
        Signer rootSigner = rootKeys.create("root-1", setup.curve());
        X509Certificate root = certificates.root(rootName(id, 1), rootSigner);
        fields.put("root", Entry.text(Pem.der(root)));
        for (Purpose purpose : Purpose.values()) {
            Signer signer = keys.create(purpose.word() + "-1", setup.curve());
            X509Certificate intermediate =
                    certificates.intermediate(
                            intermediateName(purpose, id, 1),
                            purpose,
                            purpose == Purpose.SERVER ? setup.names() : Names.CLIENTS,
                            signer.publicKey(),
                            root,
                            rootSigner,
                            Optional.empty());
            fields.put(purpose.word(), Entry.text(Pem.der(intermediate)));
        }
        Issuer issuer =
                new Issuer("root-1", Optional.empty(), root, Optional.empty(), Optional.empty());
        byte[] crl = Crls.of(issuer, rootSigner, List.of(), 1, now, now.plus(ROOT_CRL_VALIDITY));
        fields.put("root-crl", Entry.text(crl));
        return fields;
    }

    /** The common name of a root. */
    static String rootName(String id, int generation) {
        return "jsec root " + generation + " of CA " + id;
    }

    /** The common name of an intermediate. */
    static String intermediateName(Purpose purpose, String id, int generation) {
        return "jsec "
                + purpose.word().toLowerCase(Locale.ROOT)
                + "s "
                + generation
                + " of CA "
                + id;
    }

    private static void requireFree(Path directory) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> inside = Files.list(directory)) {
            if (inside.findAny().isEmpty()) {
                return;
            }
        } catch (IOException e) {
            throw PrivateFiles.failed("reading " + directory, e);
        }
        boolean authority = Files.exists(directory.resolve(Authority.STATE_FILE));
        throw CaException.refused(
                "making a CA in " + directory,
                authority ? "there is one already" : "there are other files in it",
                authority ? "jsec ca list" : "--ca with a directory that is not there yet");
    }

    private static void requireNoRoot(Path place, Keys keys) {
        if (keys.has("root-1")) {
            throw CaException.refused(
                    "making a root in " + place,
                    "there is the key of another one",
                    "--offline-root with an empty directory");
        }
    }

    private static void move(Path staged, Path directory) {
        try {
            Files.move(staged, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw PrivateFiles.failed("making the CA in " + directory, e);
        }
        PrivateFiles.sync(directory);
    }

    private static void remove(Path staged, CaException reason) {
        try (Stream<Path> all = Files.walk(staged)) {
            for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
