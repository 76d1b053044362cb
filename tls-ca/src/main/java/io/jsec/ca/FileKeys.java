package io.jsec.ca;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keys in files of their owner's only, {@code NAME.key} and beside it the public half {@code
 * NAME.pub}; locked where there is a passphrase.
 */
final class FileKeys implements Keys {
    private static final int FILE_BYTES_MAX = 16_384;
    private static final String END = ".key";

    private final Path directory;
    private final Optional<Passphrase> passphrase;
    private final SecureRandom random;

    /**
     * Keys in a directory.
     *
     * @param directory made where missing, once a key is
     * @param passphrase locks new keys and unlocks old ones
     */
    FileKeys(Path directory, Optional<Passphrase> passphrase, SecureRandom random) {
        this.directory = directory;
        this.passphrase = passphrase;
        this.random = random;
    }

    @Override
    public Signer create(String name, Curve curve) {
        PrivateFiles.makeDirectory(directory);
        PrivateFiles.tooOpen(directory)
                .ifPresent(why -> {
                    throw open(directory, why);
                });
        KeyPair pair = EcKeys.generate(curve, random);
        String text =
                passphrase
                        .map(word -> KeyPem.locked(pair.getPrivate(), word, random))
                        .orElseGet(() -> KeyPem.plain(pair.getPrivate()));
        PrivateFiles.replace(publicFile(name), publicPem(pair.getPublic()), PrivateFiles.SECRET);
        PrivateFiles.replace(file(name), ascii(text), PrivateFiles.SECRET);
        return new FileSigner(pair.getPublic(), pair.getPrivate(), curve);
    }

    @Override
    public boolean has(String name) {
        return Files.isRegularFile(file(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Signer open(String name) {
        Path file = file(name);
        PrivateFiles.tooOpen(file)
                .ifPresent(why -> {
                    throw open(file, why);
                });
        PrivateKey key =
                KeyPem.read(PrivateFiles.read(file, FILE_BYTES_MAX), file.toString(), passphrase);
        PublicKey half = publicHalf(name);
        Curve curve = Curve.of(half).orElseThrow(() -> damaged(publicFile(name)));
        if (!EcKeys.match(key, half, random)) {
            throw damaged(file);
        }
        return new FileSigner(half, key, curve);
    }

    @Override
    public List<String> complaints() {
        List<String> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        PrivateFiles.tooOpen(directory)
                .ifPresent(why -> found.add(why + ": chmod 700 " + directory));
        for (Path file : files(directory)) {
            PrivateFiles.tooOpen(file).ifPresent(why -> found.add(why + ": chmod go= " + file));
            if (file.toString().endsWith(PrivateFiles.PART_END)) {
                found.add(file + " is the rest of a write that was cut off: rm " + file);
            }
        }
        return found;
    }

    @Override
    public List<String> names() {
        return Files.isDirectory(directory)
                ? files(directory).stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.endsWith(END) && !name.startsWith("."))
                        .map(name -> name.substring(0, name.length() - END.length()))
                        .toList()
                : List.of();
    }

    /** Whether one of a directory's keys is locked by a passphrase; no for what cannot be read. */
    static boolean isLocked(Path directory) {
        if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
            return false;
        }
        return files(directory).stream()
                .filter(file -> file.toString().endsWith(END) && Files.isReadable(file))
                .anyMatch(file -> KeyPem.isLocked(PrivateFiles.read(file, FILE_BYTES_MAX)));
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw PrivateFiles.failed("reading " + directory, e);
        }
    }

    private PublicKey publicHalf(String name) {
        Path file = publicFile(name);
        String pem =
                new String(PrivateFiles.read(file, FILE_BYTES_MAX), StandardCharsets.ISO_8859_1);
        List<byte[]> blocks = Pem.blocks("PUBLIC KEY", pem, file.toString());
        return blocks.stream().findFirst().flatMap(EcKeys::decode).orElseThrow(() -> damaged(file));
    }

    private static byte[] publicPem(PublicKey key) {
        return ascii(Pem.block("PUBLIC KEY", key.getEncoded()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static CaException open(Path file, String why) {
        return CaException.refused("the key in " + file, why, "chmod go= " + file);
    }

    private static CaException damaged(Path file) {
        return CaException.refused(
                file.toString(),
                "it is damaged: private and public half do not belong together",
                "the copy in your backup");
    }

    private Path file(String name) {
        return directory.resolve(name + END);
    }

    private Path publicFile(String name) {
        return directory.resolve(name + ".pub");
    }

    private final class FileSigner implements Signer {
        private final PublicKey half;
        private final PrivateKey key;
        private final Curve curve;

        FileSigner(PublicKey half, PrivateKey key, Curve curve) {
            this.half = half;
            this.key = key;
            this.curve = curve;
        }

        @Override
        public PublicKey publicKey() {
            return half;
        }

        @Override
        public byte[] sign(byte[] bytes) {
            return EcKeys.sign(key, curve, bytes, random);
        }
    }
}
