package io.jsec.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.read.DaemonReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** daemon.json: honoured, or refused by name. */
class DaemonConfigTest {
    private static DaemonConfig read(String text) {
        return DaemonConfig.read("daemon.json", text.getBytes(UTF_8));
    }

    @Test
    void what_works_is_read() {
        DaemonConfig config =
                read(
                        """
                        {"hosts": ["unix:///a.sock"], "data-root": "/srv/jsec", "group": "ops",
                         "debug": true, "log-driver": "local", "log-opts": {"max-size": "5m"},
                         "labels": ["a=b"], "init": true, "default-shm-size": "8m",
                         "no-new-privileges": true, "live-restore": false,
                         "jsec": {"allow": ["network-host", "bind:/srv"], "pids-limit": 99,
                                  "memory-limit": "1g", "security-opt": ["jsec.proc=writable"],
                                  "idle-stop": "5m", "i-accept-unauthenticated-tcp": true,
                                  "journal-required": true, "policy": "/srv/policy.yaml",
                                  "sidecar-socket": false}}
                        """);

        assertThat(config)
                .isEqualTo(
                        new DaemonConfig(
                                List.of("unix:///a.sock"),
                                Optional.of(Path.of("/srv/jsec")),
                                Optional.of("ops"),
                                true,
                                "local",
                                Map.of("max-size", "5m"),
                                List.of("a=b"),
                                true,
                                8 << 20,
                                TlsConfig.DEFAULT,
                                new DaemonConfig.Own(
                                        Set.of("network-host", "bind:/srv"),
                                        99,
                                        1 << 30,
                                        List.of("jsec.proc=writable"),
                                        Optional.of(Duration.ofMinutes(5)),
                                        true,
                                        true,
                                        Optional.of(Path.of("/srv/policy.yaml")),
                                        false)));
    }

    @Test
    void the_profile_of_containers_that_do_not_ask_stands_before_other_options() {
        String text = "{\"seccomp-profile\": \"docker\", \"jsec\": {\"security-opt\": [\"a=b\"]}}";
        assertThat(read(text).own().securityOpt()).containsExactly("seccomp=docker", "a=b");
        assertThat(read("{\"seccomp-profile\": \"builtin\"}").own().securityOpt())
                .containsExactly("seccomp=builtin");
    }

    @Test
    void an_empty_object_is_the_default() {
        assertThat(read("{}")).isEqualTo(DaemonConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"iptables\": false} | iptables is not supported: it comes with networks",
                "{\"live-restore\": true} | live-restore is not supported: containers outlive",
                "{\"userns-remap\": \"default\"} | every container has ids of its own already",
                "{\"hots\": []} | there is no key hots; did you mean hosts",
                "{\"jsec\": {\"policy\": \"policy.yaml\"}} | jsec.policy takes an absolute path",
                "{\"jsec\": {\"policy\": [\"/a\"]}} | jsec.policy takes one value",
                "{\"jsec\": {\"alow\": []}} | there is no key jsec.alow; did you mean allow",
                "{\"jsec\": {\"allow\": \"network-host\"}} | jsec.allow takes a list",
                "{\"jsec\": {\"allow\": [\"everything\"]}} | takes network-host and bind:PATH",
                "{\"jsec\": {\"pids-limit\": \"many\"}} | jsec.pids-limit takes a whole number",
                "{\"jsec\": {\"idle-stop\": 30}} | jsec.idle-stop takes a number with s, m",
                "{\"jsec\": {\"idle-stop\": \"soon\"}} | m or h, or 0 for never, not soon",
                "{\"jsec\": {\"i-accept-unauthenticated-tcp\": \"yes\"}} | takes true or false",
                "{\"jsec\": {\"journal-required\": 1}} | jsec.journal-required takes true or fal",
                "{\"seccomp-profile\": \"dockr\"} | the profiles that ship are hardened (builtin)",
                "{\"seccomp-profile\": \"/a.json\"} | another by --security-opt seccomp=FILE",
                "{\"seccomp-profile\": \"unconfined\"} | seccomp-profile is not supported",
                "{\"bip\": \"10.0.0.1/8\"} | bip is not supported: it comes with networks",
                "{\"debug\": \"yes\"} | debug takes true or false",
                "{\"log-driver\": \"syslog\"} | takes json-file, local or none, not syslog",
                "{\"log-level\": \"loud\"} | log-level takes trace",
                "{\"default-shm-size\": \"much\"} | default-shm-size takes bytes",
                "{\"data-root\": \"here\"} | data-root takes an absolute path",
                "[] | daemon.json is an object",
                "{\"debug\": true, \"debug\": false} | debug",
                "{ | daemon.json",
            })
    void what_is_wrong_is_named_with_its_place(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("daemon.json");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(() -> read("{\"bip\": \"10.0.0.1/8\",\n\"nothing\": 1, \"mtu\": 9}"))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(3));
    }

    static Collection<DaemonKey> table() {
        return DaemonKey.all().values();
    }

    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>(DaemonReader.forms().keySet());
        keys.add("default-address-pools");
        return keys;
    }

    @Test
    void every_key_of_dockerd_has_a_verdict() {
        assertThat(DaemonKey.all().keySet()).containsExactlyInAnyOrderElementsOf(keys());
    }

    @ParameterizedTest
    @MethodSource("table")
    void every_key_that_is_not_honoured_says_why(DaemonKey key) {
        assertThat(key.verdict() == DaemonKey.Verdict.WORKS || key.sentence().length() > 10)
                .isTrue();
    }

    @Test
    void what_needs_a_new_start_is_named() {
        DaemonConfig before = read("{\"labels\": [\"a\"]}");
        DaemonConfig after = read("{\"labels\": [\"b\"], \"debug\": true, \"init\": true}");

        assertThat(before.needRestart(after)).containsExactly("labels", "init");
        assertThat(before.needRestart(before)).isEmpty();
    }
}
