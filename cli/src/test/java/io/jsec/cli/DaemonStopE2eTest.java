package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that are told to end by their user. */
@Tag("e2e")
class DaemonStopE2eTest {
    private static final String USER = "jsectest";

    @TempDir Path folder;

    private @Nullable Own made;

    @BeforeEach
    void a_user() {
        Jsec.requireRoot();
        made = new Own(folder, USER);
    }

    @AfterEach
    void his_engine_ends() throws IOException {
        own().close();
    }

    private Own own() {
        return Objects.requireNonNull(made);
    }

    private void assertEnded() throws IOException {
        assertThat(own().jsec("daemon", "stop"))
                .isEqualTo(
                        new Jsec.Result(
                                0,
                                "no engine with the state "
                                        + folder.resolve("home/.local/share/jsec")
                                        + " runs\n",
                                ""));
        assertThat(own().engines()).isEmpty();
        assertThat(own().socket()).doesNotExist();
    }

    @Test
    void one_on_demand_is_gone_when_the_command_returns() throws Exception {
        assertEnded();
        assertThat(own().jsec("ps").exit()).isZero();
        assertThat(own().engines()).hasSize(1);

        assertThat(own().jsec("daemon", "stop"))
                .isEqualTo(
                        new Jsec.Result(
                                0, "the engine of unix://" + own().socket() + " has ended\n", ""));

        assertEnded();
        assertThat(own().jsec("ps").exit()).as("the next one starts").isZero();
    }

    @Test
    void containers_that_run_are_a_reason_not_to_unless_by_force() throws Exception {
        own().importBusybox();
        String script = "trap 'exit 9' TERM; while :; do sleep 0.1; done";
        for (String name : new String[] {"db", "web"}) {
            Jsec.Result ran =
                    own().jsec("run", "-d", "--name", name, "busybox:1", "sh", "-c", script);
            assertThat(ran.exit()).as(ran.err()).isZero();
        }

        Jsec.Result refused = own().jsec("daemon", "stop");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("JSEC-C-043 jsec daemon stop refused: 2 containers run: ")
                .contains("web", "db", "Instead: docker stop of them before, or --force");
        assertThat(own().engines()).hasSize(1);

        assertThat(own().jsec("daemon", "stop", "-f").exit()).isZero();
        assertEnded();
        assertThat(own().jsec("inspect", "-f", "{{.State.ExitCode}}", "web", "db").out())
                .as("they ended as docker stop ends them")
                .isEqualTo("9\n9\n");
    }

    @Test
    void one_by_hand_elsewhere_ends_with_status_0() throws Exception {
        Path other = folder.resolve("run/other.sock");
        Process daemon = own().starting("daemon", "-H", "unix://" + other);
        own().awaitListening(other);

        assertThat(own().jsec("daemon", "stop").out())
                .isEqualTo("the engine of unix://" + other + " has ended\n");
        assertThat(daemon.waitFor()).isZero();
        assertEnded();
    }
}
