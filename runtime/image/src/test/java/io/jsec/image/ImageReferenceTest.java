package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ImageReferenceTest {
    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "busybox,docker.io/library/busybox:latest,busybox:latest",
        "busybox:1.36,docker.io/library/busybox:1.36,busybox:1.36",
        "docker.io/library/busybox,docker.io/library/busybox:latest,busybox:latest",
        "index.docker.io/busybox,docker.io/library/busybox:latest,busybox:latest",
        "jsec/probe,docker.io/jsec/probe:latest,jsec/probe:latest",
        "localhost/a,localhost/a:latest,localhost/a:latest",
        "localhost:5000/a/b:T.-_1,localhost:5000/a/b:T.-_1,localhost:5000/a/b:T.-_1",
        "reg.example/a__b/c-d.e,reg.example/a__b/c-d.e:latest,reg.example/a__b/c-d.e:latest",
        "REG/a,REG/a:latest,REG/a:latest",
        "[2001:db8::1]:80/a,[2001:db8::1]:80/a:latest,[2001:db8::1]:80/a:latest",
        "docker.io/a/b/c,docker.io/a/b/c:latest,a/b/c:latest",
    })
    void a_name_has_a_full_and_a_familiar_form(String typed, String full, String familiar) {
        ImageReference reference = ImageReference.parseTagged(typed);

        assertThat(reference).hasToString(full);
        assertThat(reference.familiar()).isEqualTo(familiar);
        assertThat(ImageReference.parse(full)).isEqualTo(reference);
        assertThat(ImageReference.parseTagged(familiar)).isEqualTo(reference);
    }

    @Test
    void a_digest_takes_the_place_of_the_default_tag() {
        ImageReference reference = ImageReference.parseTagged("busybox@sha256:" + HEX);

        assertThat(reference.tag()).isEmpty();
        assertThat(reference.familiar()).isEqualTo("busybox@sha256:" + HEX);
    }

    @Test
    void a_name_may_have_tag_and_digest() {
        ImageReference reference = ImageReference.parse("a/b:c@sha256:" + HEX);

        assertThat(reference.tag()).contains("c");
        assertThat(reference.digest()).contains(new ImageDigest(HEX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":tag",
                "a:",
                "a:b:c",
                "a:-b",
                "a//b",
                "/a",
                "a/",
                "a..b",
                "-a",
                "a-",
                "a___b",
                "a b",
                "a\nb",
                "a\0b",
                "../a",
                "a@sha256:12",
                "a@md5:" + "0123456789abcdef0123456789abcdef",
                "a@sha256:" + "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
                "reg.example:port/a",
                "ä/b.c",
            })
    void what_is_no_name_is_an_invalid_reference_format(String typed) {
        assertThatThrownBy(() -> ImageReference.parse(typed))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.BAD_PARAMETER))
                .hasMessageStartingWith("invalid reference format");
    }

    @Test
    void a_tag_has_at_most_128_characters() {
        assertThat(ImageReference.parse("a:" + "x".repeat(128)).tag()).isPresent();
        assertThatThrownBy(() -> ImageReference.parse("a:" + "x".repeat(129)))
                .hasMessage("invalid reference format");
    }

    @Test
    void a_name_has_at_most_255_characters() {
        assertThatThrownBy(() -> ImageReference.parse("r.io/" + "x".repeat(251)))
                .hasMessage("repository name must not be more than 255 characters");
        assertThat(ImageReference.parse("r.io/" + "x".repeat(250)).path()).hasSize(250);
    }

    @Test
    void upper_case_is_named_as_the_reason() {
        assertThatThrownBy(() -> ImageReference.parse("Busybox"))
                .hasMessage(
                        "invalid reference format: repository name (library/Busybox) must be"
                                + " lowercase");
    }

    @Test
    void an_id_is_no_name() {
        assertThatThrownBy(() -> ImageReference.parse(HEX))
                .hasMessage(
                        "invalid repository name ("
                                + HEX
                                + "), cannot specify 64-byte hexadecimal strings");
    }

    @Test
    void a_long_hostile_name_is_judged_at_once() {
        String typed = "a" + "-a".repeat(100_000) + "!";

        assertThatThrownBy(() -> ImageReference.parse(typed)).isInstanceOf(ImageException.class);
    }
}
