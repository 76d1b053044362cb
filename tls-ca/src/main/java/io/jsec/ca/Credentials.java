package io.jsec.ca;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The directory of a leaf's holder, as Docker's programs expect it: {@code ca.pem}, {@code
 * cert.pem} with the chain, and {@code key.pem}. What is there already is never written over, but
 * by a renewal of that very certificate.
 */
public final class Credentials {
    /** The roots a holder trusts. */
    public static final String ROOTS_FILE = "ca.pem";

    /** The leaf and the intermediates below the root. */
    public static final String CHAIN_FILE = "cert.pem";

    /** The private key, not locked: Docker's programs ask for no passphrase. */
    public static final String KEY_FILE = "key.pem";

    private final Path directory;
    private final boolean made;
    private final List<Path> written = new ArrayList<>();

    private Credentials(Path directory, boolean made) {
        this.directory = directory;
        this.made = made;
    }

    /**
     * The files of a certificate that is about to be issued. The key is on the disk when this
     * returns, so that no certificate is issued whose key cannot be kept.
     *
     * @param directory made where missing, of its owner's only
     * @param key nothing where its holder keeps it elsewhere
     * @throws CaException where one of the files is there already, or cannot be written
     */
    public static Credentials begin(Path directory, Optional<PrivateKey> key) {
        for (String name : List.of(ROOTS_FILE, CHAIN_FILE, KEY_FILE)) {
            boolean ours = !name.equals(KEY_FILE) || key.isPresent();
            if (ours && Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw CaException.refused(
                        "writing " + directory.resolve(name),
                        "it is there already, and nothing is written over",
                        "--out with another directory");
            }
        }
        boolean made = !Files.isDirectory(directory);
        PrivateFiles.makeDirectory(directory);
        Credentials files = new Credentials(directory, made);
        try {
            if (key.isPresent()) {
                files.write(KEY_FILE, KeyPem.plain(key.get()), PrivateFiles.FIXED);
            } else if (!Files.isWritable(directory)) {
                throw CaException.failed(
                        "writing to " + directory,
                        "this user may not",
                        "--out with a directory of this user's");
            }
        } catch (CaException e) {
            files.abandon(e);
            throw e;
        }
        return files;
    }

    /** Writes what was issued; the certificate last. */
    public void finish(Issued issued) {
        finish(issued.chain(), issued.roots());
    }

    /** Writes what another host's authority issued; the certificate last. */
    public void finish(List<X509Certificate> chain, List<X509Certificate> roots) {
        write(ROOTS_FILE, Pem.of(roots), PrivateFiles.SECRET);
        write(CHAIN_FILE, Pem.of(chain), PrivateFiles.SECRET);
    }

    /** Takes back what was written for a certificate that was not issued after all. */
    public void abandon(CaException why) {
        try {
            for (Path file : written) {
                Files.deleteIfExists(file);
            }
            if (made) {
                Files.deleteIfExists(directory);
            }
        } catch (java.io.IOException e) {
            why.addSuppressed(e);
        }
    }

    private void write(String name, String text, String mode) {
        Path file = directory.resolve(name);
        PrivateFiles.writeNew(file, text.getBytes(StandardCharsets.US_ASCII), mode);
        written.add(file);
    }

    /**
     * What a directory holds.
     *
     * @param leaf the certificate
     * @param key its private key
     */
    public record Held(X509Certificate leaf, PrivateKey key) {}

    /** The certificate and the key of a directory. */
    public static Held read(Path directory) {
        Path chain = directory.resolve(CHAIN_FILE);
        Path key = directory.resolve(KEY_FILE);
        byte[] bytes = PrivateFiles.read(chain, Pem.TEXT_BYTES_MAX);
        List<X509Certificate> certificates =
                Pem.certificates(new String(bytes, StandardCharsets.ISO_8859_1), chain.toString());
        return new Held(
                certificates.getFirst(),
                KeyPem.read(
                        PrivateFiles.read(key, Pem.TEXT_BYTES_MAX),
                        key.toString(),
                        Optional.empty()));
    }

    /** Writes a renewal in the place of the certificate that it renews; the key stays. */
    public static void replace(Path directory, Issued issued) {
        replace(directory, issued.chain(), issued.roots());
    }

    /** The same for what another host's authority issued. */
    public static void replace(
            Path directory, List<X509Certificate> chain, List<X509Certificate> roots) {
        replace(directory.resolve(ROOTS_FILE), Pem.of(roots));
        replace(directory.resolve(CHAIN_FILE), Pem.of(chain));
    }

    private static void replace(Path file, String text) {
        PrivateFiles.replace(file, text.getBytes(StandardCharsets.US_ASCII), PrivateFiles.SECRET);
    }
}
