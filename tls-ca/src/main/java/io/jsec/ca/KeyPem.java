package io.jsec.ca;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * Private keys as text: PKCS#8, locked by PBES2 where there is a passphrase (PBKDF2 with
 * HMAC-SHA-256 and 600,000 rounds, AES-256-CBC: RFC 8018).
 */
public final class KeyPem {
    private static final String LOCKED = "ENCRYPTED PRIVATE KEY";
    private static final String PLAIN = "PRIVATE KEY";
    private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";
    private static final int ROUNDS = 600_000;
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
            Cipher cipher = Cipher.getInstance(SCHEME);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    secret(passphrase, SCHEME),
                    new PBEParameterSpec(salt, ROUNDS, new IvParameterSpec(iv)));
            byte[] locked = cipher.doFinal(bytes);
            return Pem.block(
                    LOCKED,
                    new EncryptedPrivateKeyInfo(cipher.getParameters(), locked).getEncoded());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("PBES2 is part of every JDK", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
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
            return key(unlock(locked.getFirst(), what, passphrase), what);
        }
        List<byte[]> plain = Pem.blocks(PLAIN, pem, what);
        if (plain.isEmpty()) {
            throw CaException.refused(
                    what,
                    "there is no private key in PKCS#8 in it",
                    "openssl pkcs8 -topk8 -in KEY");
        }
        return key(plain.getFirst(), what);
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
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            String scheme = String.valueOf(info.getAlgParameters());
            return info.getKeySpec(secret(word, scheme)).getEncoded();
        } catch (InvalidKeyException | InvalidKeySpecException e) {
            throw CaException.refused(
                    what,
                    "the passphrase is wrong, or the file is damaged",
                    "the right passphrase");
        } catch (GeneralSecurityException | IOException e) {
            throw CaException.refused(
                    what, "its lock is not PBES2 as written here", "a key file made by jsec ca");
        }
    }

    private static SecretKey secret(Passphrase passphrase, String scheme)
            throws GeneralSecurityException {
        char[] chars = passphrase.chars();
        PBEKeySpec spec = new PBEKeySpec(chars);
        try {
            return SecretKeyFactory.getInstance(scheme).generateSecret(spec);
        } finally {
            spec.clearPassword();
            Arrays.fill(chars, '\0');
        }
    }

    private static PrivateKey key(byte[] der, String what) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
            if (key instanceof ECPrivateKey) {
                return key;
            }
        } catch (InvalidKeySpecException e) {
            // The sentence below says it.
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("EC is part of every JDK", e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
        throw CaException.refused(
                what, "it holds no private key on P-256 or P-384", "a key made by jsec ca");
    }
}
