package io.jsec.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ImageDigestTest {
    private static final String EMPTY =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void the_digest_of_nothing_is_the_known_one() {
        assertThat(ImageDigest.of(new byte[0])).hasToString("sha256:" + EMPTY);
    }

    @Test
    void the_digest_of_abc_is_the_known_one() {
        assertThat(ImageDigest.of("abc".getBytes(US_ASCII)).hex()).startsWith("ba7816bf8f01cfea");
    }

    @Test
    void a_digest_reads_back_what_it_prints() {
        ImageDigest digest = ImageDigest.of(new byte[] {1, 2, 3});

        assertThat(ImageDigest.parse(digest.toString())).isEqualTo(digest);
    }

    @Test
    void the_short_form_has_twelve_digits() {
        assertThat(new ImageDigest(EMPTY).shortHex()).isEqualTo("e3b0c44298fc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256:",
                "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555",
                "sha256:../../../../../../../../../../../../../../../../../../../../etc/x",
            })
    void anything_but_sha256_and_64_lower_case_digits_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ImageDigest.parse(text));
    }
}
