package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which value of a label a container shares. */
class SharedLabelTest {
    private static final SharedLabel SESSION =
            new SharedLabel("org.testcontainers.sessionId", "testcontainers-ryuk-");

    private static CreateRequest named(String name, Map<String, String> labels) {
        return CreateRequest.of("small")
                .with(ContainerConfig.of("small").toBuilder().labels(labels).build())
                .named(name);
    }

    @ParameterizedTest
    @CsvSource({
        "session, session, ''",
        "org.testcontainers.sessionId, org.testcontainers.sessionId, ''",
        "a/b-c_d=ryuk-*, a/b-c_d, ryuk-",
        "k=p*, k, p"
    })
    void a_key_and_a_prefix_are_read(String text, String key, String prefix) {
        assertThat(SharedLabel.parse(text)).contains(new SharedLabel(key, prefix));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "=x*",
                "key=",
                "key=*",
                "key=value",
                "key=*x",
                "key=a*b",
                "key=a**",
                "key=-a*",
                "key=a/b*",
                "-key",
                "io.jsec.owner",
                "io.jsec.scope=x*",
                "key=a*\n"
            })
    void anything_else_is_none(String text) {
        assertThat(SharedLabel.parse(text)).isEmpty();
    }

    @Test
    void keys_and_prefixes_have_an_end() {
        assertThat(SharedLabel.parse("k".repeat(128) + "=" + "p".repeat(100) + "*")).isPresent();
        assertThat(SharedLabel.parse("k".repeat(129))).isEmpty();
        assertThat(SharedLabel.parse("k=" + "p".repeat(101) + "*")).isEmpty();
    }

    @Test
    void the_label_that_is_written_counts() {
        Map<String, String> labels = Map.of("org.testcontainers.sessionId", "s1");
        assertThat(SESSION.value(named("ci", labels))).contains("s1");
        assertThat(SESSION.value(named("testcontainers-ryuk-s2", labels))).contains("s1");
    }

    @Test
    void where_no_label_is_written_the_name_may_say_it() {
        assertThat(SESSION.value(named("testcontainers-ryuk-s2", Map.of()))).contains("s2");
        assertThat(SESSION.value(named("/testcontainers-ryuk-s2", Map.of()))).contains("s2");
        assertThat(SESSION.value(named("my-testcontainers-ryuk-s2", Map.of()))).isEmpty();
        SharedLabel without = new SharedLabel(SESSION.key(), "");
        assertThat(without.value(named("testcontainers-ryuk-s2", Map.of()))).isEmpty();
    }

    @Test
    void an_empty_value_is_none() {
        Map<String, String> empty = Map.of("org.testcontainers.sessionId", "");
        assertThat(SESSION.value(named("testcontainers-ryuk-s2", empty))).isEmpty();
        assertThat(SESSION.value(named("testcontainers-ryuk-", Map.of()))).isEmpty();
        assertThat(SESSION.value(CreateRequest.of("small"))).isEqualTo(Optional.empty());
    }
}
