package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.linux.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code jsec daemon stop} says where it ends nothing. */
@Tag("kernel")
class DaemonStopTest {
    @TempDir Path folder;

    private final Screen screen = new Screen();

    private int stop(String... words) {
        screen.with("XDG_CONFIG_HOME", folder.toString())
                .with("XDG_DATA_HOME", folder.resolve("data").toString())
                .with("HOME", folder.toString());
        String[] all = new String[words.length + 2];
        all[0] = "daemon";
        all[1] = "stop";
        System.arraycopy(words, 0, all, 2, words.length);
        return screen.run(all);
    }

    private Path config(String json) throws IOException {
        return Files.writeString(folder.resolve("given.json"), json);
    }

    @Test
    void where_there_is_no_engine_there_is_nothing_to_do() throws IOException {
        Path state = folder.resolve("elsewhere");

        assertThat(stop("--config", config("{\"data-root\": \"" + state + "\"}").toString()))
                .isZero();
        assertThat(screen.out()).isEqualTo("no engine with the state " + state + " runs\n");
        assertThat(state).doesNotExist();
    }

    @Test
    void an_engine_that_does_not_answer_is_stopped_by_force_only() throws IOException {
        Path config = config("{\"data-root\": \"" + folder + "\"}");
        String serves = "unix://" + folder.resolve("none.sock");
        try (Fd held = EngineLock.take(folder, serves, Duration.ZERO)) {
            assertThat(stop("--config", config.toString())).isEqualTo(2);
            assertThat(held.isClosed()).isFalse();
        }
        assertThat(screen.err())
                .startsWith("JSEC-C-043 jsec daemon stop refused: what runs in it is not known: ")
                .endsWith("Instead: --force, which stops whatever runs\n");
    }

    @Test
    void an_engine_that_tells_no_process_is_left_alone() throws IOException {
        Path config = config("{\"data-root\": \"" + folder + "\"}");
        try (Fd held = EngineLock.take(folder, "fd://", Duration.ZERO)) {
            Files.writeString(folder.resolve("engine.lock"), "fd://\n");

            assertThat(stop("--force", "--config", config.toString())).isEqualTo(2);
            assertThat(held.isClosed()).isFalse();
        }
        assertThat(screen.err()).contains("the engine is only beginning", "Instead: again, or");
    }

    @Test
    void a_word_too_many_is_a_mistake() {
        assertThat(stop("--signal", "9")).isEqualTo(3);
        assertThat(stop("everything")).isEqualTo(3);
        assertThat(stop("--config", "/nonexistent")).isNotZero();
        assertThat(screen.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0::/system.slice/jsec.service | true",
                "0::/system.slice/jsec.service/engine | true",
                "0::/user.slice/user-1.slice/user@1.service/app.slice/jsec.service | true",
                "0::/system.slice/cron.service | false",
                "0::/system.slice/not-jsec.service | false",
                "0::/user.slice/jsec.service.d | false",
            })
    void the_unit_is_known_by_its_group(String group, boolean unit) {
        assertThat(DaemonStop.isOfUnit("9:name=x:/\n" + group + "\n")).isEqualTo(unit);
    }

    @Test
    void who_runs_is_named_as_far_as_one_reads() {
        assertThat(DaemonStop.running(List.of("web"))).isEqualTo("the container web runs");
        assertThat(DaemonStop.running(List.of("a", "b", "c")))
                .isEqualTo("3 containers run: a, b, c");
        assertThat(DaemonStop.running(List.of("a", "b", "c", "d", "e")))
                .isEqualTo("5 containers run: a, b, c and 2 more");
    }
}
