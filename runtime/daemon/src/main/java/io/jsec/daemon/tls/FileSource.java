package io.jsec.daemon.tls;

import io.jsec.ca.AltName;
import io.jsec.ca.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate of the user's own, from two files that are read again when they change. */
final class FileSource implements CertificateSource {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA");

    private final Path chain;
    private final Path key;
    private final Clock clock;
    private volatile List<Optional<FileMark>> seen = List.of();

    FileSource(Path chain, Path key, Clock clock) {
        this.chain = chain;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public ServerCredentials load(List<AltName> names) {
        // Remembered even where the files are wrong: they are complained about once.
        seen = look();
        List<X509Certificate> certificates = Pem.certificates(text(chain), chain.toString());
        requireOwn();
        PrivateKey own = key(text(key));
        X509Certificate leaf = certificates.getFirst();
        if (!match(own, leaf)) {
            throw TlsException.refused(
                    key.toString(),
                    "it is not the key of the certificate in " + chain,
                    "the two files of one certificate");
        }
        Instant end = leaf.getNotAfter().toInstant();
        ServerCredentials credentials = new ServerCredentials(own, certificates, end);
        if (!credentials.isValid(clock.instant())) {
            throw TlsException.refused(
                    chain.toString(),
                    "it is valid from " + leaf.getNotBefore().toInstant() + " to " + end,
                    "a certificate that is valid now; or none, for those of jsec ca");
        }
        return credentials;
    }

    @Override
    public boolean isStale(ServerCredentials current, List<AltName> names) {
        return !seen.equals(look());
    }

    private List<Optional<FileMark>> look() {
        return List.of(FileMark.of(chain), FileMark.of(key));
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > Pem.TEXT_BYTES_MAX) {
                throw TlsException.refused(
                        file.toString(),
                        "it has more than " + Pem.TEXT_BYTES_MAX + " bytes",
                        "a file in PEM");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw TlsException.refused(
                    file.toString(), "there is no such file", "a file this engine can read");
        } catch (IOException e) {
            throw TlsException.refused(
                    file.toString(),
                    "it cannot be read (" + e.getMessage() + ")",
                    "a file this engine can read");
        }
    }

    private void requireOwn() {
        try {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(key));
            if (!mode.endsWith("------")) {
                throw TlsException.refused(
                        key.toString(),
                        "it is open to others than its owner (" + mode + ")",
                        "chmod 600 " + key);
            }
        } catch (IOException e) {
            throw TlsException.refused(
                    key.toString(),
                    "it cannot be read (" + e.getMessage() + ")",
                    "a file this engine can read");
        }
    }

    private PrivateKey key(String text) {
        Matcher matcher = KEY.matcher(text);
        if (matcher.find()) {
            byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
            Optional<PrivateKey> own =
                    ALGORITHMS.stream()
                            .flatMap(algorithm -> key(algorithm, encoded).stream())
                            .findFirst();
            Arrays.fill(encoded, (byte) 0);
            if (own.isPresent()) {
                return own.orElseThrow();
            }
        }
        throw TlsException.refused(
                key.toString(),
                "it holds no private key in PKCS#8, on a curve or of RSA, that is not locked",
                "openssl pkcs8 -topk8 -nocrypt -in KEY");
    }

    private static Optional<PrivateKey> key(String algorithm, byte[] encoded) {
        try {
            PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean match(PrivateKey key, X509Certificate leaf) {
        byte[] bytes = {1, 2, 3};
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(bytes);
            byte[] signature = signer.sign();
            signer.initVerify(leaf.getPublicKey());
            signer.update(bytes);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
