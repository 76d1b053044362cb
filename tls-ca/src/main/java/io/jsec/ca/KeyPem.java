package io.jsec.ca;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Private keys as text: PKCS#8, locked by PBES2 where there is a passphrase (PBKDF2 with
 * HMAC-SHA-256 and 600,000 rounds, AES-256-CBC: RFC 8018).
 */
public final class KeyPem {
    private static final String LOCKED = "ENCRYPTED PRIVATE KEY";
    private static final String PLAIN = "PRIVATE KEY";
    private static final String CIPHER = "AES/CBC/PKCS5Padding";
    private static final AlgorithmIdentifier HMAC =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
    private static final int KEY_BITS = 256;
    private static final int ROUNDS = 600_000;

    /** A file with more would keep whoever opens it busy for minutes. */
    private static final int ROUNDS_MAX = 10_000_000;

    private static final int SALT_BYTES = 16;
    private static final int IV_BYTES = 16;

    private KeyPem() {}

    /** A key that is not locked; its file must be its owner's only. */
    public static String plain(PrivateKey key) {
        return Pem.block(PLAIN, key.getEncoded());
    }

    /** A key that is locked by a passphrase. */
    static String locked(PrivateKey key, Passphrase passphrase, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(salt);
        random.nextBytes(iv);
        byte[] bytes = key.getEncoded();
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            SecretKey derived = derived(passphrase, salt, ROUNDS);
            cipher.init(Cipher.ENCRYPT_MODE, derived, new IvParameterSpec(iv));
            byte[] data = cipher.doFinal(bytes);
            return Pem.block(
                    LOCKED, new EncryptedPrivateKeyInfo(scheme(salt, iv), data).getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("PBKDF2 and AES are part of every JDK", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static AlgorithmIdentifier scheme(byte[] salt, byte[] iv) {
        PBKDF2Params derivation = new PBKDF2Params(salt, ROUNDS, KEY_BITS / Byte.SIZE, HMAC);
        return new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_PBES2,
                new PBES2Parameters(
                        new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, derivation),
                        new EncryptionScheme(
                                NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv))));
    }

    /**
     * The key in a text.
     *
     * @param what the file, for messages
     * @throws CaException for a locked key without the right passphrase, and for anything that is
     *     no key on a curve
     */
    public static PrivateKey read(byte[] text, String what, Optional<Passphrase> passphrase) {
        String pem = new String(text, StandardCharsets.ISO_8859_1);
        List<byte[]> locked = Pem.blocks(LOCKED, pem, what);
        if (!locked.isEmpty()) {
            // Of wrong passphrases one in 256 yields bytes, and hardly ever a key.
            return key(unlock(locked.getFirst(), what, passphrase)).orElseThrow(() -> wrong(what));
        }
        List<byte[]> plain = Pem.blocks(PLAIN, pem, what);
        if (plain.isEmpty()) {
            throw CaException.refused(
                    what,
                    "there is no private key in PKCS#8 in it",
                    "openssl pkcs8 -topk8 -in KEY");
        }
        return key(plain.getFirst())
                .orElseThrow(() ->
                        CaException.refused(
                                what,
                                "it holds no private key on P-256 or P-384",
                                "a key made by jsec ca"));
    }

    /** Whether a text holds a locked key. */
    static boolean isLocked(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1).contains("BEGIN " + LOCKED);
    }

    private static byte[] unlock(byte[] der, String what, Optional<Passphrase> passphrase) {
        Passphrase word =
                passphrase.orElseThrow(() ->
                        CaException.refused(
                                what, "it is locked by a passphrase", "--passphrase-file FILE"));
        Lock lock;
        try {
            lock = Lock.of(EncryptedPrivateKeyInfo.getInstance(der));
        } catch (RuntimeException e) {
            // Bouncy Castle tells of bytes it cannot read by many kinds of exceptions.
            throw CaException.refused(
                    what, "its lock is not PBES2 as written here", "a key file made by jsec ca");
        }
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    derived(word, lock.salt, lock.rounds),
                    new IvParameterSpec(lock.iv));
            return cipher.doFinal(lock.data);
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            throw wrong(what);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PBKDF2 and AES are part of every JDK", e);
        }
    }

    private static CaException wrong(String what) {
        return CaException.refused(
                what, "the passphrase is wrong, or the file is damaged", "the right passphrase");
    }

    /** How a key is locked. */
    private static final class Lock {
        private final byte[] salt;
        private final int rounds;
        private final byte[] iv;
        private final byte[] data;

        private Lock(byte[] salt, int rounds, byte[] iv, byte[] data) {
            this.salt = salt;
            this.rounds = rounds;
            this.iv = iv;
            this.data = data;
        }

        /** Refuses, by any exception, every way but the one in which keys are locked here. */
        static Lock of(EncryptedPrivateKeyInfo info) {
            AlgorithmIdentifier outer = info.getEncryptionAlgorithm();
            require(outer.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2));
            PBES2Parameters both = PBES2Parameters.getInstance(outer.getParameters());
            KeyDerivationFunc derivation = both.getKeyDerivationFunc();
            require(derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2));
            PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(derivation.getParameters());
            require(pbkdf2.getPrf().getAlgorithm().equals(HMAC.getAlgorithm()));
            int rounds = pbkdf2.getIterationCount().intValueExact();
            require(rounds > 0 && rounds <= ROUNDS_MAX && pbkdf2.getSalt().length > 0);
            EncryptionScheme scheme = both.getEncryptionScheme();
            require(scheme.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_CBC));
            byte[] iv = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
            require(iv.length == IV_BYTES);
            return new Lock(pbkdf2.getSalt(), rounds, iv, info.getEncryptedData());
        }

        private static void require(boolean right) {
            if (!right) {
                throw new IllegalArgumentException("another lock");
            }
        }
    }

    /** The key of a passphrase, whose characters count as UTF-8. */
    private static SecretKey derived(Passphrase passphrase, byte[] salt, int rounds)
            throws GeneralSecurityException {
        char[] chars = passphrase.chars();
        PBEKeySpec spec = new PBEKeySpec(chars, salt, rounds, KEY_BITS);
        try {
            byte[] bytes =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded();
            return new SecretKeySpec(bytes, "AES");
        } finally {
            spec.clearPassword();
            Arrays.fill(chars, '\0');
        }
    }

    private static Optional<PrivateKey> key(byte[] der) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            return Optional.of(key).filter(ECPrivateKey.class::isInstance);
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("EC is part of every JDK", e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }
}
