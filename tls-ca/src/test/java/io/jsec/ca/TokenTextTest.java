package io.jsec.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenTextTest {
    private static final String FIRST = "0123456789abcdefghjkmnpqrstvwxyz";

    private static TokenText token(long seed) {
        Random random = new Random(seed);
        byte[] id = new byte[5];
        byte[] fingerprint = new byte[32];
        byte[] secret = new byte[20];
        random.nextBytes(id);
        random.nextBytes(fingerprint);
        random.nextBytes(secret);
        return new TokenText(
                Base32.text(id),
                HexFormat.of().formatHex(fingerprint),
                new TokenText.Secret(secret));
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> TokenText.parse(text))
                .isInstanceOf(CaException.class)
                .hasMessageStartingWith("the token refused: ")
                .hasMessageContaining(why)
                .hasMessageEndingWith("Instead: the token once more, as jsec ca token printed it");
    }

    @Test
    void a_token_is_read_as_it_was_written() {
        for (int seed = 0; seed < 500; seed++) {
            String text = token(seed).text();
            assertThat(text).hasSize(TokenText.CHARS).matches("jsec1[0-9a-hjkmnp-tv-z]{98}");
            assertThat(TokenText.parse(text)).as("seed " + seed).isEqualTo(token(seed));
        }
    }

    @Test
    void a_token_is_read_as_people_and_terminals_change_it() {
        String text = token(1).text();
        for (String typed :
                List.of(
                        text.toUpperCase(java.util.Locale.ROOT),
                        "  " + text + "\r\n",
                        text.substring(0, 60) + "\n   " + text.substring(60),
                        text.substring(0, 5) + text.substring(5).replace('0', 'O'),
                        text.substring(0, 5) + text.substring(5).replace('1', 'l'))) {
            assertThat(TokenText.parse(typed)).as(typed).isEqualTo(token(1));
        }
    }

    // Promise P55
    @Test
    void any_one_character_that_was_mistyped_is_told_as_such() {
        String text = token(2).text();
        for (int at = 5; at < text.length(); at++) {
            for (int i = 0; i < FIRST.length(); i++) {
                char other = FIRST.charAt(i);
                if (other != text.charAt(at)) {
                    String typed = text.substring(0, at) + other + text.substring(at + 1);
                    assertThatThrownBy(() -> TokenText.parse(typed))
                            .as("%s at %s", other, at)
                            .hasMessageMatching(".*(checksum does not fit|tokens do not have).*");
                }
            }
        }
    }

    @Test
    void two_neighbours_that_changed_places_are_told_as_such() {
        String text = token(3).text();
        for (int at = 5; at + 1 < text.length(); at++) {
            if (text.charAt(at) != text.charAt(at + 1)) {
                char[] typed = text.toCharArray();
                typed[at] = text.charAt(at + 1);
                typed[at + 1] = text.charAt(at);
                assertThatThrownBy(() -> TokenText.parse(new String(typed)))
                        .isInstanceOf(CaException.class);
            }
        }
    }

    @Test
    void every_other_text_is_refused_with_its_own_reason() {
        String text = token(4).text();
        refused("", "it does not begin with jsec1");
        refused("alice", "it does not begin with jsec1");
        refused("jsec2" + text.substring(5), "it is of another version of jsec");
        refused(text.substring(0, 90), "it has 90 characters and should have 103");
        refused(text + "a", "it has 104 characters and should have 103");
        refused(text.substring(0, 50) + "u" + text.substring(51), "tokens do not have");
        refused(text.substring(0, 50) + "ä" + text.substring(51), "tokens do not have");
        refused("x".repeat(2_000), "it is longer than any token");
    }

    @Test
    void a_refusal_never_repeats_the_token() {
        String text = token(5).text();
        String typed = text.substring(0, 100) + (text.charAt(100) == 'a' ? 'b' : 'a') + "xy";

        assertThatThrownBy(() -> TokenText.parse(typed))
                .satisfies(e -> assertThat(e.toString()).doesNotContain(typed.substring(40, 60)));
        assertThat(token(5).toString()).contains("(a secret)");
        assertThat(token(5).toString()).doesNotContain(text.substring(70, 100));
    }

    @Test
    void what_the_authority_remembers_is_another_thing_than_the_secret() {
        TokenText one = token(6);
        TokenText other = new TokenText(Base32.text(new byte[5]), one.fingerprint(), one.secret());

        assertThat(one.hash()).matches("[0-9a-f]{64}").isNotEqualTo(other.hash());
        assertThat(one.text()).doesNotContain(one.hash());
    }

    @Test
    void two_tokens_have_nothing_in_common_but_the_root() {
        ForgedCa ca = new ForgedCa(new HandClock(), Curve.P256);
        SecureRandom random = new SecureRandom();
        TokenText one = TokenText.random(ca.root, random);
        TokenText other = TokenText.random(ca.root, random);

        assertThat(one.secret()).isNotEqualTo(other.secret());
        assertThat(one.secret().bytes()).hasSize(20);
        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
        assertThat(one.pins(ca.root)).isTrue();
        assertThat(one.pins(ca.client)).isFalse();
    }

    @Test
    void bytes_of_every_length_are_read_as_they_were_written() {
        Random random = new Random(8);
        for (int length = 0; length < 70; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Base32.bytes(Base32.text(bytes)))
                    .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
        }
        assertThat(Base32.text(new byte[] {(byte) 0xff, 0x00, 0x0f})).isEqualTo("zw00y");
    }

    @Test
    void a_text_that_no_bytes_are_written_as_is_no_bytes() {
        assertThat(Base32.bytes("0")).isEmpty();
        assertThat(Base32.bytes("01")).as("a bit after the last byte").isEmpty();
        assertThat(Base32.bytes("00")).isPresent();
        assertThat(Base32.bytes("000")).as("a character too many").isEmpty();
    }

    @Test
    void any_text_is_a_token_or_refused() {
        IntStream.range(0, 3_000)
                .forEach(seed ->
                        TokenFuzz.fuzzerTestOneInput(
                                Damage.of(
                                        TokenFuzz.samples(),
                                        "0 o jsec1 JSEC \n u",
                                        new Random(seed))));
        assertThat(TokenFuzz.samples())
                .allSatisfy(sample ->
                        assertThat(TokenText.parse(new String(sample, StandardCharsets.US_ASCII)))
                                .isNotNull());
    }
}
