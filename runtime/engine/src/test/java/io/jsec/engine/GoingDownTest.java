package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher is told to end: containers end in order, and their policies hold afterwards. */
class GoingDownTest {
    private static final Duration GRACE = Duration.ofSeconds(60);

    @TempDir Path directory = Path.of("/");

    private EngineFixture fixture;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static HostConfig policy(RestartPolicy.Mode mode) {
        return HostConfig.DEFAULT.with(new RestartPolicy(mode, 0));
    }

    private ContainerState stateOf(String name) {
        return fixture.containers().inspect(name, false).state();
    }

    @Test
    void every_container_is_asked_to_stop_and_its_own_code_is_kept() {
        String one = fixture.run("one");
        String two = fixture.run("two");

        fixture.engine().endContainers(GRACE);

        for (String id : List.of(one, two)) {
            assertThat(fixture.state(id)).isEqualTo("exited");
            assertThat(stateOf(id).past().exitCode()).isEqualTo(143);
        }
    }

    @Test
    void who_does_not_stop_in_time_is_ended() {
        fixture.launcher().behave(FakeProcess.Behaviour.IGNORES_TERM);
        String id = fixture.run("stubborn");

        fixture.engine().endContainers(Duration.ofMillis(1));

        assertThat(fixture.state(id)).isEqualTo("exited");
        assertThat(stateOf(id).past().exitCode()).isEqualTo(137);
    }

    @Test
    void no_policy_starts_anything_while_the_engine_goes_down() {
        fixture.run("always", policy(RestartPolicy.Mode.ALWAYS));

        fixture.engine().endContainers(GRACE);

        assertThat(fixture.state("always")).isEqualTo("exited");
    }

    @Test
    void what_policies_say_holds_at_the_next_start() {
        fixture.run("never");
        fixture.run("always", policy(RestartPolicy.Mode.ALWAYS));
        fixture.run("unless", policy(RestartPolicy.Mode.UNLESS_STOPPED));
        fixture.run("failed", policy(RestartPolicy.Mode.ON_FAILURE));
        fixture.run("stopped", policy(RestartPolicy.Mode.UNLESS_STOPPED));
        fixture.containers().stop("stopped", StopRequest.DEFAULT);

        fixture.engine().endContainers(GRACE);
        fixture.killAndOpen();

        assertThat(fixture.state("never")).isEqualTo("exited");
        assertThat(fixture.state("stopped")).isEqualTo("exited");
        for (String name : List.of("always", "unless", "failed")) {
            assertThat(fixture.state(name)).as(name).isEqualTo("running");
        }
    }

    @Test
    void a_container_of_rm_is_removed() throws Exception {
        fixture.run("once", HostConfig.DEFAULT.withAutoRemove(true));

        fixture.engine().endContainers(GRACE);

        fixture.awaitState("once", "gone");
    }

    @Test
    void what_does_not_run_is_left_alone() {
        String id = fixture.create("made");

        fixture.engine().endContainers(GRACE);

        assertThat(fixture.state(id)).isEqualTo("created");
    }
}
