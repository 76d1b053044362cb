package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPemTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Passphrase WORD = new Passphrase("correct horse".toCharArray());

    @TempDir Path directory;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static PrivateKey key(Curve curve) {
        return EcKeys.generate(curve, RANDOM).getPrivate();
    }

    @ParameterizedTest
    @EnumSource(Curve.class)
    void a_key_is_read_as_it_was_written_locked_or_not(Curve curve) {
        PrivateKey key = key(curve);

        assertThat(KeyPem.read(bytes(KeyPem.plain(key)), "it", Optional.empty())).isEqualTo(key);
        String locked = KeyPem.locked(key, WORD, RANDOM);
        assertThat(KeyPem.read(bytes(locked), "it", Optional.of(WORD))).isEqualTo(key);
        assertThat(locked).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    }

    @Test
    void two_locks_of_one_key_have_nothing_in_common() {
        PrivateKey key = key(Curve.P256);

        assertThat(KeyPem.locked(key, WORD, RANDOM)).isNotEqualTo(KeyPem.locked(key, WORD, RANDOM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horsE", "correct horse ", "x", "кораблик"})
    void another_passphrase_opens_nothing(String other) {
        String locked = KeyPem.locked(key(Curve.P256), WORD, RANDOM);

        assertThatThrownBy(() ->
                        KeyPem.read(
                                bytes(locked),
                                "the file",
                                Optional.of(new Passphrase(other.toCharArray()))))
                .isInstanceOf(CaException.class)
                .hasMessageStartingWith("the file refused: ")
                .hasMessageNotContaining(other + "'");
    }

    @Test
    void a_passphrase_may_be_in_any_language() {
        PrivateKey key = key(Curve.P256);
        Passphrase word = new Passphrase("зелёный чай, 緑茶".toCharArray());

        String locked = KeyPem.locked(key, word, RANDOM);

        assertThat(KeyPem.read(bytes(locked), "it", Optional.of(word))).isEqualTo(key);
    }

    @Test
    void no_passphrase_is_a_sentence_with_the_option() {
        String locked = KeyPem.locked(key(Curve.P256), WORD, RANDOM);

        assertThatThrownBy(() -> KeyPem.read(bytes(locked), "the file", Optional.empty()))
                .hasMessage(
                        "the file refused: it is locked by a passphrase. Instead:"
                                + " --passphrase-file FILE");
    }

    @Test
    void openssl_opens_what_is_locked_here() throws Exception {
        Path file = directory.resolve("key.pem");
        Files.writeString(file, KeyPem.locked(key(Curve.P256), WORD, RANDOM));

        assertThat(openssl("pkey", "-in", file.toString(), "-passin", "pass:correct horse"))
                .startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void what_openssl_locks_is_opened_here() throws Exception {
        PrivateKey key = key(Curve.P384);
        String locked = lockedByOpenssl(key, "aes-256-cbc", "hmacWithSHA256");

        assertThat(KeyPem.read(bytes(locked), "it", Optional.of(WORD))).isEqualTo(key);
    }

    @Test
    void another_kind_of_lock_is_refused() throws Exception {
        String locked = lockedByOpenssl(key(Curve.P256), "aes-128-cbc", "hmacWithSHA256");

        assertThatThrownBy(() -> KeyPem.read(bytes(locked), "it", Optional.of(WORD)))
                .hasMessageContaining("its lock is not PBES2 as written here");
    }

    @Test
    void any_damage_of_a_locked_key_is_refused_in_words() {
        byte[] der =
                Pem.blocks(
                                "ENCRYPTED PRIVATE KEY",
                                KeyPem.locked(key(Curve.P256), WORD, RANDOM),
                                "it")
                        .getFirst();
        Random random = new Random(11);
        // Where the lock is described; in what follows every byte is the passphrase's to judge.
        for (int at = 0; at < 60; at += 3) {
            byte[] changed = Arrays.copyOf(der, der.length);
            changed[at] ^= (byte) (1 + random.nextInt(255));
            String text = Pem.block("ENCRYPTED PRIVATE KEY", changed);
            try {
                KeyPem.read(bytes(text), "it", Optional.of(WORD));
            } catch (CaException refused) {
                assertThat(refused).as("byte " + at).hasMessageStartingWith("it refused: ");
            }
        }
    }

    @Test
    void what_is_no_key_on_a_curve_is_refused() throws Exception {
        String rsa = openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");

        assertThatThrownBy(() -> KeyPem.read(bytes(rsa), "it", Optional.empty()))
                .hasMessageContaining("it holds no private key on P-256 or P-384");
        assertThatThrownBy(() -> KeyPem.read(bytes("nothing"), "it", Optional.empty()))
                .hasMessageContaining("there is no private key in PKCS#8 in it");
    }

    private String lockedByOpenssl(PrivateKey key, String cipher, String hmac) throws Exception {
        Path file = directory.resolve("key.pem");
        Files.writeString(file, KeyPem.plain(key));
        return openssl(
                "pkcs8",
                "-topk8",
                "-in",
                file.toString(),
                "-passout",
                "pass:correct horse",
                "-v2",
                cipher,
                "-v2prf",
                hmac);
    }

    private static String openssl(String... words) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
        return text;
    }
}
