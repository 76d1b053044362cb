package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a socket of TCP refuses of pages in browsers. */
class LoopbackGuardTest {
    private static Optional<String> refusal(Map<String, String> fields) {
        return LoopbackGuard.refusal(name -> Optional.ofNullable(fields.get(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:2375",
                "127.0.0.1",
                "127.0.0.1:2375",
                "[::1]",
                "[::1]:2375",
                "docker",
                "api.moby.localhost"
            })
    void clients_of_the_api_are_served(String host) {
        assertThat(refusal(Map.of("Host", host))).isEmpty();
        assertThat(refusal(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "attacker.example:2375",
                "127.0.0.1.attacker.example:2375",
                "localhost.",
                "[::2]:2375",
                ":2375",
                ""
            })
    void a_page_whose_name_leads_to_this_host_is_refused(String host) {
        assertThat(refusal(Map.of("Host", host)).orElseThrow())
                .isEqualTo("this socket serves the host itself, not " + host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin", "Sec-Fetch-Site"})
    void requests_that_a_page_makes_are_refused(String field) {
        assertThat(refusal(Map.of("Host", "localhost", field, "null")).orElseThrow())
                .isEqualTo("no browser calls this API: it sent " + field);
    }
}
