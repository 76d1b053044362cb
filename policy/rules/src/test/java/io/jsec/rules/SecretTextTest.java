package io.jsec.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTextTest {
    @ParameterizedTest
    @CsvSource({
        "DB_PASSWORD, hunter22",
        "db.password, hunter22",
        "API_KEY, 0123456789abcdef",
        "APIKEY, 0123456789abcdef",
        "GITHUB_TOKEN, abcdef123456",
        "PASSWORD1, hunter22",
        "anything, postgres://app:hunter22@db/app",
        "anything, xoxb-123456789012-abcdef",
    })
    void secrets_are_found_by_name_or_shape(String name, String value) {
        assertThat(SecretText.in(name, value)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "DB_PASSWORD_FILE, /run/secrets/db",
        "DB_PASSWORD, ''",
        "DB_PASSWORD, $PASSWORD",
        "DB_PASSWORD, ${PASSWORD}",
        "DB_PASSWORD, /run/secrets/db",
        "DB_PASSWORD, <set me>",
        "DB_PASSWORD, your-password",
        "DB_PASSWORD, xxxxxx",
        "DB_PASSWORD, true",
        "TOKEN_URL, https://example.org/token",
        "TOKEN_TTL, 3600",
        "PASSWORD_MIN_LENGTH, 12",
        "PWD, /home/app",
        "KEYBOARD, de-latin1",
        "MONKEY, banana",
        "URL, https://example.org/a:b@c",
        "URL, postgres://app:$PASSWORD@db/app",
        "URL, https://user@example.org",
    })
    void what_only_looks_like_a_secret_is_none(String name, String value) {
        assertThat(SecretText.in(name, value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-----BEGIN PUBLIC KEY-----", "AKIA", "ghp_short", "eyJ.eyJ.x", "sk_test_1"})
    void other_texts_hold_no_secret(String text) {
        assertThat(SecretText.in(text)).isEmpty();
    }

    @Test
    void the_secret_itself_is_never_told() {
        assertThat(SecretText.in("DB_PASSWORD", "hunter22")).contains("the value of DB_PASSWORD");
        assertThat(SecretText.in("x", "https://u:hunter22@h/").orElseThrow())
                .doesNotContain("hunter");
    }
}
