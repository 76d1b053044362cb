package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir Path directory;

    EngineFixture fixture;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static HostConfig policy(RestartPolicy.Mode mode, int count) {
        return HostConfig.DEFAULT.with(new RestartPolicy(mode, count));
    }

    private void awaitStarts(String id, int count) throws InterruptedException {
        long deadline = System.nanoTime() + EngineFixture.SOON.toNanos();
        while (starts(id) < count || !fixture.state(id).equals("running")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("started " + starts(id) + " times and not " + count);
            }
            Thread.sleep(5);
        }
    }

    private long starts(String id) {
        return fixture.launcher().calls().stream()
                .filter(call -> call.equals("start " + id))
                .count();
    }

    @Test
    void a_failure_is_started_again_so_many_times() throws Exception {
        String id = fixture.run("web", policy(RestartPolicy.Mode.ON_FAILURE, 2));
        fixture.process(id).exit(1);
        awaitStarts(id, 2);
        fixture.process(id).exit(1);
        awaitStarts(id, 3);
        fixture.process(id).exit(1);
        fixture.awaitState(id, "exited");
        assertThat(fixture.containers().inspect(id, false).restartCount()).isEqualTo(2);
    }

    @Test
    void a_success_is_not_started_again_on_failure() throws Exception {
        String id = fixture.run("web", policy(RestartPolicy.Mode.ON_FAILURE, 0));
        fixture.process(id).exit(0);
        fixture.awaitState(id, "exited");
        assertThat(starts(id)).isEqualTo(1);
    }

    @Test
    void a_wait_for_not_running_outlasts_restarts_and_one_for_the_next_exit_does_not()
            throws Exception {
        String id = fixture.run("web", policy(RestartPolicy.Mode.ALWAYS, 0));
        try (WaitTicket end = fixture.containers().await(id, WaitCondition.NOT_RUNNING);
                WaitTicket next = fixture.containers().await(id, WaitCondition.NEXT_EXIT)) {
            fixture.process(id).exit(5);
            assertThat(next.await(EngineFixture.SOON).orElseThrow().exitCode()).isEqualTo(5);
            awaitStarts(id, 2);
            fixture.containers().stop(id, StopRequest.DEFAULT);
            assertThat(end.await(EngineFixture.SOON).orElseThrow().exitCode()).isEqualTo(143);
        }
        assertThat(fixture.state(id)).isEqualTo("exited");
    }

    @Test
    void a_stop_while_it_waits_ends_the_wait() throws Exception {
        String id = fixture.run("web", policy(RestartPolicy.Mode.ALWAYS, 0));
        for (int i = 2; i < 5; i++) {
            fixture.process(id).exit(1);
            awaitStarts(id, i);
        }
        fixture.process(id).exit(1);
        fixture.awaitState(id, "restarting");
        fixture.containers().stop(id, StopRequest.DEFAULT);
        assertThat(fixture.state(id)).isEqualTo("exited");
        assertThat(starts(id)).isEqualTo(4);
    }

    @Test
    void pauses_double_up_to_a_minute_and_begin_anew_after_a_long_run() {
        LiveContainer container =
                new LiveContainer(Records.container("web"), Records.log(directory));
        assertThat(container.nextRestartDelay(false)).isEqualTo(100);
        assertThat(container.nextRestartDelay(false)).isEqualTo(200);
        for (int i = 0; i < 20; i++) {
            container.nextRestartDelay(false);
        }
        assertThat(container.nextRestartDelay(false)).isEqualTo(60_000);
        assertThat(container.nextRestartDelay(true)).isEqualTo(100);
    }

    @Test
    void policies_are_read_in_dockers_words() {
        assertThat(RestartPolicy.Mode.parse("unless-stopped"))
                .isEqualTo(RestartPolicy.Mode.UNLESS_STOPPED);
        assertThat(RestartPolicy.Mode.parse("")).isEqualTo(RestartPolicy.Mode.NO);
        assertThatThrownBy(() -> RestartPolicy.Mode.parse("maybe"))
                .hasMessageContaining("unknown policy 'maybe'");
        assertThatThrownBy(() -> new RestartPolicy(RestartPolicy.Mode.ALWAYS, 3))
                .hasMessageContaining("can only be used with 'on-failure'");
    }

    @Test
    void rm_and_a_policy_do_not_go_together() {
        HostConfig both = policy(RestartPolicy.Mode.ALWAYS, 0).withAutoRemove(true);
        assertThatThrownBy(() -> fixture.create("web", both))
                .hasMessageContaining("can't create 'AutoRemove' container with restart policy");
    }

    @Test
    void an_update_changes_the_policy() {
        String id = fixture.run("web");
        UpdateRequest request =
                new UpdateRequest(
                        Resources.DEFAULT,
                        java.util.Optional.of(new RestartPolicy(RestartPolicy.Mode.ALWAYS, 0)));
        assertThat(fixture.containers().update(id, request)).isEmpty();
        assertThat(fixture.containers().inspect(id, false).host().restart().mode())
                .isEqualTo(RestartPolicy.Mode.ALWAYS);
    }
}
