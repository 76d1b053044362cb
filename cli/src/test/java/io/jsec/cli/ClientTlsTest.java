package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.cli.client.ClientException;
import io.jsec.cli.client.EngineAddress;
import io.jsec.cli.client.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Docker's options and variables about TLS. */
class ClientTlsTest {
    private static final String REMOTE = "tcp://docker.example.lan:2376";

    @TempDir Path home;

    private EngineAddress address(Map<String, String> variables, String... words) {
        Screen screen = new Screen().with("HOME", home.toString());
        variables.forEach(screen::with);
        EngineOptions options = EngineOptions.parse(List.of(words));
        return ClientTls.address(
                screen.environment(), options.tls(), options.host().orElse(REMOTE));
    }

    @Test
    void options_are_dockers() {
        EngineOptions options =
                EngineOptions.parse(
                        List.of(
                                "--tlsverify",
                                "--tlscacert=/a",
                                "--tlscert",
                                "/b",
                                "--tlskey",
                                "/c",
                                "-H",
                                REMOTE,
                                "ps"));

        assertThat(options.words()).containsExactly("ps");
        assertThat(options.tls().verify()).contains(true);
        assertThat(options.tls().files())
                .containsOnly(
                        Map.entry("--tlscacert", "/a"),
                        Map.entry("--tlscert", "/b"),
                        Map.entry("--tlskey", "/c"));
        assertThat(EngineOptions.parse(List.of("ps")).tls()).isEqualTo(EngineOptions.Tls.NONE);
        assertThatThrownBy(() -> EngineOptions.parse(List.of("--tlsverify=maybe", "ps")))
                .hasMessageContaining("it is neither true nor false");
        assertThatThrownBy(() -> EngineOptions.parse(List.of("--tlskey")))
                .hasMessageContaining("a value is missing");
    }

    @Test
    void verifying_is_asked_for_by_option_or_variable() {
        assertThat(address(Map.of(), "--tlsverify").tls()).isPresent();
        assertThat(address(Map.of("DOCKER_TLS_VERIFY", "1")).tls()).isPresent();
        EngineAddress local = address(Map.of(), "-H", "tcp://127.0.0.1:2375");
        assertThat(local.tls()).isEmpty();
        EngineAddress unix = address(Map.of("DOCKER_TLS_VERIFY", "1"), "-H", "unix:///x.sock");
        assertThat(unix.tls()).isEmpty();
    }

    // Promise P52
    @ParameterizedTest
    @ValueSource(strings = {"--tls", "--tlsverify=false", "variable"})
    void tls_that_verifies_nobody_is_refused(String word) {
        Map<String, String> variables =
                word.equals("variable") ? Map.of("DOCKER_TLS", "1") : Map.of();
        String[] words = word.equals("variable") ? new String[0] : new String[] {word};

        assertThatThrownBy(() -> address(variables, words))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("it would talk to whoever answers");
    }

    @Test
    void another_host_is_not_asked_without_tls() {
        assertThatThrownBy(() -> address(Map.of()))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("--tlsverify");
    }

    private Optional<TlsFiles> files(Map<String, String> variables, String... words) {
        return address(variables, words).tls();
    }

    @Test
    void files_are_those_that_are_named_then_ours_then_dockers() throws IOException {
        Path docker = home.resolve(".docker");
        Path ours = home.resolve(".config/jsec/certs/docker.example.lan");
        assertThat(files(Map.of(), "--tlsverify")).contains(TlsFiles.of(docker));
        Files.createDirectories(ours);
        assertThat(files(Map.of(), "--tlsverify")).contains(TlsFiles.of(ours));
        assertThat(files(Map.of("DOCKER_CERT_PATH", "/certs"), "--tlsverify"))
                .contains(TlsFiles.of(Path.of("/certs")));
        assertThat(files(Map.of("DOCKER_CERT_PATH", "/certs"), "--tlsverify", "--tlskey", "/k.pem"))
                .contains(
                        new TlsFiles(
                                Path.of("/certs/ca.pem"),
                                Path.of("/certs/cert.pem"),
                                Path.of("/k.pem")));
    }
}
