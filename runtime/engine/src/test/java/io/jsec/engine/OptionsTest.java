package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Everything that is parsed from texts, one behaviour each. */
class OptionsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void log_options_are_dockers_and_bounded_by_default() {
        LogOptions plain = LogOptions.parse(LogConfig.DEFAULT, LogConfig.DEFAULT);
        assertThat(plain)
                .isEqualTo(new LogOptions(LogOptions.Driver.JSON_FILE, 10 << 20, 3, 1 << 20));
        LogOptions sized =
                LogOptions.parse(
                        new LogConfig("local", Map.of("max-size", "64k", "max-file", "7")),
                        LogConfig.DEFAULT);
        assertThat(sized.bytesMax()).isEqualTo(65_536);
        assertThat(sized.filesMax()).isEqualTo(7);
    }

    @Test
    void a_container_that_names_no_driver_has_the_engines_with_its_options() {
        LogOptions options =
                LogOptions.parse(
                        new LogConfig("", Map.of("max-file", "2")),
                        new LogConfig("local", Map.of("max-size", "1m")));
        assertThat(options.driver()).isEqualTo(LogOptions.Driver.LOCAL);
        assertThat(options.bytesMax()).isEqualTo(1 << 20);
        assertThat(options.filesMax()).isEqualTo(2);
    }

    @Test
    void log_options_that_are_not_honoured_are_refused() {
        for (Map<String, String> options :
                List.of(
                        Map.of("mode", "blocking"),
                        Map.of("compress", "true"),
                        Map.of("labels", "a"),
                        Map.of("nonsense", "1"),
                        Map.of("max-size", "1"),
                        Map.of("max-size", "x"),
                        Map.of("max-file", "0"))) {
            assertThatThrownBy(() ->
                            LogOptions.parse(
                                    new LogConfig("json-file", options), LogConfig.DEFAULT))
                    .as("%s", options)
                    .isInstanceOf(EngineException.class);
        }
        assertThatThrownBy(() ->
                        LogOptions.parse(new LogConfig("syslog", Map.of()), LogConfig.DEFAULT))
                .hasMessageContaining("--log-driver syslog is not supported");
    }

    @Test
    void the_engines_defaults_hold_where_nothing_is_asked() {
        EngineSettings.Defaults defaults =
                new EngineSettings.Defaults(
                        LogConfig.DEFAULT, false, 77, 32 << 20, 1 << 20, "", List.of());
        Limits limits = LimitReader.read(HostConfig.DEFAULT, defaults);
        assertThat(limits.pids()).hasValue(77);
        assertThat(limits.memory().bytes()).hasValue(32 << 20);
        assertThat(limits.shmBytes()).isEqualTo(1 << 20);
    }

    @Test
    void tmpfs_options_never_weaken_a_mount() {
        var mount = TmpfsOptions.parse("/x", "ro,exec,size=1m,mode=0700,uid=5,gid=6");
        assertThat(mount.sizeBytes()).isEqualTo(1 << 20);
        assertThat(mount.mode()).isEqualTo(0700);
        assertThat(mount.uid()).isEqualTo(5);
        assertThat(mount.gid()).isEqualTo(6);
        assertThat(mount.exec()).isTrue();
        assertThat(mount.readOnly()).isTrue();
        for (String word : List.of("suid", "dev", "huge=always", "size=x", "mode=9")) {
            assertThatThrownBy(() -> TmpfsOptions.parse("/x", word))
                    .as(word)
                    .isInstanceOf(EngineException.class);
        }
    }

    @Test
    void hosts_are_added_in_both_forms() {
        assertThat(EtcWriter.hostLine("db:10.0.0.1")).isEqualTo("10.0.0.1\tdb\n");
        assertThat(EtcWriter.hostLine("db=[::1]")).isEqualTo("::1\tdb\n");
        assertThatThrownBy(() -> EtcWriter.hostLine("db:host-gateway"))
                .hasMessageContaining("--add-host");
        assertThatThrownBy(() -> EtcWriter.hostLine("db:1.2.3.4\nevil"))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void times_are_seconds_dates_and_spans() {
        assertThat(Times.parse("1.5", NOW)).isEqualTo(Instant.ofEpochSecond(1, 500_000_000));
        assertThat(Times.parse("10m", NOW)).isEqualTo(NOW.minusSeconds(600));
        assertThat(Times.parse("1h30m", NOW)).isEqualTo(NOW.minusSeconds(5400));
        assertThat(Times.parse("2026-01-01", NOW)).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(Times.parse("2026-01-01T01:00:00+01:00", NOW))
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        for (String text : List.of("", "soon", "10 m", "2026-13-01", "5x")) {
            assertThatThrownBy(() -> Times.parse(text, NOW))
                    .as(text)
                    .isInstanceOf(EngineException.class);
        }
    }

    @Test
    void detach_keys_are_found_across_writes_and_their_beginnings_go_through() {
        DetachKeys keys = DetachKeys.parse("");
        assertThat(keys.filter(new byte[] {'a', 16}, 0, 2)).containsExactly('a');
        assertThat(keys.filter(new byte[] {16, 'b'}, 0, 2)).containsExactly(16, 16, 'b');
        assertThat(keys.filter(new byte[] {16}, 0, 1)).isEmpty();
        assertThat(keys.found()).isFalse();
        assertThat(keys.filter(new byte[] {17, 'x'}, 0, 2)).isEmpty();
        assertThat(keys.found()).isTrue();
        assertThatThrownBy(() -> DetachKeys.parse("ctrl-!"))
                .hasMessageContaining("Invalid detach keys");
        assertThat(DetachKeys.parse("q").filter(new byte[] {'q'}, 0, 1)).isEmpty();
    }

    @Test
    void signals_have_names_and_numbers() {
        assertThat(SignalNames.parse("SIGTERM")).isEqualTo(15);
        assertThat(SignalNames.parse("9")).isEqualTo(9);
        assertThatThrownBy(() -> SignalNames.parse("65")).hasMessage("invalid signal: 65");
    }

    @Test
    void filters_know_their_keys_flags_and_labels() {
        Filters filters = new Filters(Map.of("label", List.of("a", "b=1"), "label!", List.of("c")));
        assertThat(filters.matches(Map.of("a", "x", "b", "1"))).isTrue();
        assertThat(filters.matches(Map.of("a", "x", "b", "2"))).isFalse();
        assertThat(filters.matches(Map.of("a", "x", "b", "1", "c", ""))).isFalse();
        assertThatThrownBy(() -> filters.checkKeys(Set.of("label")))
                .hasMessage("invalid filter 'label!'");
        assertThat(Filters.of("dangling", "true").flag("dangling", false)).isTrue();
        assertThat(Filters.NONE.flag("dangling", true)).isTrue();
        assertThatThrownBy(() -> Filters.of("dangling", "maybe").flag("dangling", false))
                .isInstanceOf(EngineException.class);
    }
}
