package io.jsec.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {
    private static final Optional<Path> PLAIN = Optional.empty();
    private static final Optional<Path> TLS = Optional.of(Path.of("/certs"));

    @Test
    void a_socket_is_named_by_its_path() {
        assertThat(EngineAddress.parse("unix:///run/docker.sock", PLAIN))
                .isEqualTo(new EngineAddress.Unix(Path.of("/run/docker.sock")));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://host:99, host, 99",
        "TCP://host, host, 2375",
        "tcp://10.0.0.1:2376/, 10.0.0.1, 2376",
        "tcp://[::1]:99, ::1, 99",
        "tcp://[fe80::1], fe80::1, 2375",
    })
    void a_port_is_named_by_its_host(String text, String host, int port) {
        assertThat(EngineAddress.parse(text, PLAIN))
                .isEqualTo(new EngineAddress.Tcp(host, port, PLAIN));
    }

    @Test
    void the_port_of_tls_is_another() {
        assertThat(EngineAddress.parse("tcp://host", TLS))
                .isEqualTo(new EngineAddress.Tcp("host", 2376, TLS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "docker",
                "unix://",
                "unix://relative.sock",
                "http://host",
                "ssh://host",
                "npipe:////./pipe/docker",
                "tcp://",
                "tcp://:2375",
                "tcp://host:0",
                "tcp://host:65536",
                "tcp://host:x",
                "tcp://host:",
            })
    void another_form_is_refused_by_name(String text) {
        assertThatThrownBy(() -> EngineAddress.parse(text, PLAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(text.isEmpty() ? " is neither" : text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:///run/docker.sock", "tcp://host:99", "tcp://[::1]:99"})
    void an_address_is_shown_as_it_is_written(String text) {
        assertThat(EngineAddress.parse(text, PLAIN).text()).isEqualTo(text);
    }
}
