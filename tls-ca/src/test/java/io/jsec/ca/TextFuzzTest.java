package io.jsec.ca;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The properties of {@link RequestFuzz} and {@link PemFuzz} over damaged samples. */
class TextFuzzTest {
    private static final int INPUTS = 3_000;

    @Test
    void lines_that_share_dashes_are_no_block() {
        for (String text :
                List.of(
                        "-----BEGIN PRIVATE KEY-----END PRIVATE KEY-----",
                        "-----BEGIN CERTIFICATE-----END CERTIFICATE-----\n",
                        "-----BEGIN X509 CRL-----END X509 CRL-----BEGIN X509 CRL-----")) {
            assertThatCode(() -> PemFuzz.fuzzerTestOneInput(text.getBytes(US_ASCII)))
                    .as(text)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void any_bytes_are_a_request_for_a_key_or_refused() {
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] data =
                    Damage.of(RequestFuzz.samples(), "0 \u0080 \0 \u0003\u0001", new Random(seed));
            assertThatCode(() -> RequestFuzz.fuzzerTestOneInput(data))
                    .as("seed %s: %s", seed, HexFormat.of().formatHex(data))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void any_text_is_read_or_refused() {
        List<byte[]> samples = PemFuzz.samples();
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] data = Damage.of(samples, "- = M \n -----BEGIN -----END", new Random(seed));
            assertThatCode(() -> PemFuzz.fuzzerTestOneInput(data))
                    .as("seed %s: %s", seed, new String(data, StandardCharsets.ISO_8859_1))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void any_byte_inside_the_base64_may_change() {
        Random random = new Random(7);
        List<byte[]> samples = PemFuzz.samples();
        for (int seed = 0; seed < INPUTS; seed++) {
            byte[] text = samples.get(seed % samples.size());
            byte[] data = damagedInside(text, random);
            assertThatCode(() -> PemFuzz.fuzzerTestOneInput(data))
                    .as("seed %s: %s", seed, new String(data, StandardCharsets.ISO_8859_1))
                    .doesNotThrowAnyException();
        }
    }

    /** The text with a byte of its first block's DER changed, so that base64 stays right. */
    private static byte[] damagedInside(byte[] text, Random random) {
        String pem = new String(text, StandardCharsets.US_ASCII);
        String label = pem.substring("-----BEGIN ".length(), pem.indexOf("-----\n"));
        byte[] der = Pem.blocks(label, pem, "a sample").getFirst();
        byte[] changed = Arrays.copyOf(der, der.length);
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        return Pem.block(label, changed).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void the_samples_are_right_before_they_are_damaged() {
        assertThat(SigningRequest.key(Pem.block("CERTIFICATE REQUEST", request()), "it"))
                .isNotNull();
        assertThat(RequestFuzz.samples()).containsExactly(request());
        assertThat(CrlFacts.in(text(1), "it").getFirst().serials()).hasSize(1);
        assertThat(Pem.certificates(text(0), "it")).hasSize(3);
    }

    private static byte[] request() {
        return RequestFuzz.samples().getFirst();
    }

    private static String text(int sample) {
        return new String(PemFuzz.samples().get(sample), StandardCharsets.US_ASCII);
    }

    @Test
    void a_request_whose_key_was_exchanged_is_refused() {
        byte[] other = request().clone();
        byte[] key =
                EcKeys.generate(Curve.P256, new java.security.SecureRandom())
                        .getPublic()
                        .getEncoded();
        byte[] own = new byte[key.length];
        int at = indexOf(other, Arrays.copyOf(key, 26));
        System.arraycopy(other, at, own, 0, own.length);
        System.arraycopy(key, 0, other, at, key.length);

        assertThat(own).isNotEqualTo(key);
        assertThatCode(() ->
                        SigningRequest.key(Pem.block("CERTIFICATE REQUEST", other), "the file"))
                .hasMessageContaining("the file refused: its signature is not of its key");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not in it");
    }
}
