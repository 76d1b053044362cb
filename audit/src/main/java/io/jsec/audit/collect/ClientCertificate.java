package io.jsec.audit.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The three files of a Docker client: {@code ca.pem}, {@code cert.pem} and {@code key.pem}. */
final class ClientCertificate {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (RSA |EC )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private ClientCertificate() {}

    /**
     * TLS with a folder's files.
     *
     * @throws IOException where one of them cannot be read or used; its name is in the message
     */
    static SSLContext context(Path folder) throws IOException {
        try {
            KeyStore trust = empty();
            List<Certificate> authorities = certificates(folder.resolve("ca.pem"));
            for (int i = 0; i < authorities.size(); i++) {
                trust.setCertificateEntry("ca" + i, authorities.get(i));
            }
            KeyStore own = empty();
            own.setKeyEntry(
                    "client",
                    key(folder.resolve("key.pem")),
                    new char[0],
                    certificates(folder.resolve("cert.pem")).toArray(Certificate[]::new));
            TrustManagerFactory trusted =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(trust);
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(folder + ": the files cannot be used for TLS: " + e, e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> all =
                    new ArrayList<>(
                            CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (all.isEmpty()) {
                throw new IOException(file + ": there is no certificate");
            }
            return all;
        }
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        Matcher found = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new IOException(file + ": there is no unencrypted private key");
        }
        if (found.group(1) != null) {
            throw new IOException(
                    file
                            + ": the key has an old form. Instead: openssl pkcs8 -topk8 -nocrypt"
                            + " -in "
                            + file);
        }
        byte[] bytes = Base64.getMimeDecoder().decode(found.group(2));
        // PKCS#8 says the algorithm only inside.
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = key(algorithm, bytes);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new IOException(file + ": the key is neither EC nor RSA nor Ed25519");
    }

    private static Optional<PrivateKey> key(String algorithm, byte[] bytes)
            throws GeneralSecurityException {
        try {
            return Optional.of(
                    KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }
}
