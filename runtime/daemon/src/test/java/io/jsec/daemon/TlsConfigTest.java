package io.jsec.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.daemon.edge.TlsLibrary;
import io.jsec.daemon.enrol.EnrolAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of daemon.json about TLS. */
class TlsConfigTest {
    private static TlsConfig read(String text) {
        return DaemonConfig.read("daemon.json", text.getBytes(UTF_8)).tls();
    }

    @Test
    void all_of_them_are_read() {
        TlsConfig config =
                read(
                        """
                        {"hosts": ["tcp://10.0.0.5:2376"], "tls": true, "tlsverify": true,
                         "tlscacert": "/a/ca.pem", "tlscert": "/a/cert.pem", "tlskey": "/a/key.pem",
                         "jsec": {"tls-engine": "jdk", "tls-min-version": "1.2",
                                  "tls-names": ["docker.example.lan"],
                                  "tls-passphrase-file": "/a/pass", "tls-public": true,
                                  "enroll-address": ["127.0.0.1", "[::1]:99"],
                                  "renewal": false}}
                        """);

        assertThat(config)
                .isEqualTo(
                        new TlsConfig(
                                true,
                                true,
                                Optional.of(Path.of("/a/ca.pem")),
                                Optional.of(Path.of("/a/cert.pem")),
                                Optional.of(Path.of("/a/key.pem")),
                                new TlsConfig.Own(
                                        Optional.of(TlsLibrary.JDK),
                                        true,
                                        List.of("docker.example.lan"),
                                        Optional.of(Path.of("/a/pass")),
                                        true,
                                        new EnrolConfig(
                                                Optional.of(
                                                        List.of(
                                                                enrol("127.0.0.1"),
                                                                enrol("[::1]:99"))),
                                                false))));
        assertThat(config.verify()).isTrue();
    }

    private static EnrolAddress enrol(String text) {
        return ((EnrolAddress.Parsed.Right) EnrolAddress.parse(text)).address();
    }

    @Test
    void an_empty_list_of_enrolment_addresses_is_none_and_nothing_said_is_the_engines_own() {
        assertThat(read("{\"jsec\": {\"enroll-address\": []}}").own().enrol().addresses())
                .contains(List.of());
        assertThat(read("{}").own().enrol()).isEqualTo(EnrolConfig.DEFAULT);
        assertThat(EnrolConfig.DEFAULT.addresses()).isEmpty();
        assertThat(EnrolConfig.DEFAULT.renewal()).isTrue();
    }

    @Test
    void nothing_said_is_no_tls() {
        assertThat(read("{}")).isEqualTo(TlsConfig.DEFAULT);
        assertThat(read("{\"tls\": false}").verify()).isFalse();
    }

    // Promise P50
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tls\": true}|write \"tlsverify\": true",
                "{\"tls\": true, \"tlsverify\": false}|write \"tlsverify\": true",
                "{\"jsec\": {\"tls-engine\": \"openssl\"}}|takes boringssl or jdk, not openssl",
                "{\"jsec\": {\"tls-min-version\": \"1.0\"}}|takes \"1.3\" or \"1.2\", not 1.0",
                "{\"jsec\": {\"tls-public\": \"yes\"}}|jsec.tls-public takes true or false",
                "{\"jsec\": {\"tls-names\": \"x\"}}|jsec.tls-names takes a list of texts",
                "{\"tlscert\": \"cert.pem\"}|tlscert takes an absolute path",
                "{\"jsec\": {\"tls-publik\": true}}|tls-public"
            })
    void what_is_wrong_is_said_by_name(String text, String sentence) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigException.class)
                .satisfies(e ->
                        assertThat(((ConfigException) e).problems().toString()).contains(sentence));
    }
}
