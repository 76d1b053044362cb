package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Errno;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine dies between two of its own steps, and the next one says of both what is true. */
class RecoveryTest {
    @TempDir Path directory = Path.of("/");

    private final FaultyStore.Switch faults = new FaultyStore.Switch();
    private EngineFixture fixture;

    @BeforeEach
    void open() {
        fixture =
                new EngineFixture(
                        directory, settings -> settings, store -> new FaultyStore(store, faults));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private ContainerState state(String id) {
        return fixture.containers().inspect(id, false).state();
    }

    @Test
    void an_end_that_is_noted_and_not_forgotten_is_no_second_run() throws Exception {
        String id = fixture.run("web");
        fixture.launcher().failNext("forget", Errno.EIO);
        fixture.process(id).exit(3);
        assertThat(fixture.awaitEnd(id)).isEqualTo(3);
        awaitCall("forget " + id);
        ContainerState before = state(id);

        fixture.killAndOpen();

        assertThat(state(id)).isEqualTo(before);
        assertThat(fixture.actions()).isEmpty();
        assertThat(fixture.launcher().ids()).as("it is forgotten now").isEmpty();
    }

    @Test
    void an_end_is_counted_once_against_a_policy() throws Exception {
        String id =
                fixture.run(
                        "web",
                        HostConfig.DEFAULT.with(
                                new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, 1)));
        fixture.process(id).exit(1);
        fixture.awaitState("web", "restarting");
        fixture.awaitState("web", "running");
        fixture.launcher().failNext("forget", Errno.EIO);
        fixture.process(id).exit(2);
        fixture.awaitState("web", "exited");
        awaitCall("forget " + id);

        fixture.killAndOpen();

        assertThat(fixture.state("web")).isEqualTo("exited");
        assertThat(fixture.containers().inspect(id, false).restartCount()).isEqualTo(1);
        assertThat(state(id).past().exitCode()).isEqualTo(2);
    }

    @Test
    void a_start_that_nobody_noted_runs_and_says_so() {
        String id = fixture.create("web");
        Instant before = Instant.now();
        // The first write says that it is being started, the second that it runs.
        faults.failAfter(2);
        fixture.containers().start(id);
        assertThat(faults.struck()).isTrue();
        faults.heal();

        fixture.killAndOpen();

        assertThat(fixture.state("web")).isEqualTo("running");
        assertThat(state(id).past().startedAt()).isAfterOrEqualTo(before);
        assertThat(fixture.actions()).contains("start");
        fixture.process(id).exit(5);
        assertThat(fixture.awaitEnd(id)).isEqualTo(5);
    }

    @Test
    void a_start_that_nobody_noted_and_that_ended_meanwhile_has_its_code() {
        String id = fixture.run("web");
        fixture.process(id).exit(1);
        assertThat(fixture.awaitEnd(id)).isEqualTo(1);
        faults.failAfter(2);
        fixture.containers().start(id);
        faults.heal();
        fixture.kill();
        fixture.process(id).say("second\n");
        fixture.process(id).exit(8);

        fixture.reopen();

        assertThat(fixture.awaitEnd(id)).isEqualTo(8);
        assertThat(state(id).past().exitCode()).isEqualTo(8);
        assertThat(fixture.logs(id)).isEqualTo("second\n");
    }

    @Test
    void a_start_that_never_reached_the_launcher_is_none() {
        String id = fixture.create("web");
        fixture.launcher().failNext("start", Errno.EPIPE);
        assertThatThrownBy(() -> fixture.containers().start(id))
                .isInstanceOf(EngineException.class);

        fixture.killAndOpen();

        assertThat(fixture.state("web")).isEqualTo("created");
        fixture.containers().start(id);
        assertThat(fixture.state("web")).isEqualTo("running");
    }

    @Test
    void a_process_beside_the_first_runs_on_and_its_end_is_forgotten() throws Exception {
        String id = fixture.run("web");
        String exec = fixture.engine().execs().create(id, ExecRequest.of("sleep", "1"));
        assertThat(fixture.engine().execs().start(exec, true, Optional.empty())).isEmpty();
        FakeProcess process = fixture.process(exec);

        fixture.killAndOpen();

        assertThat(process.running()).isTrue();
        assertThat(process.signals()).isEmpty();
        process.exit(0);
        awaitForgotten(exec);
        assertThat(fixture.state("web")).isEqualTo("running");
    }

    @Test
    void one_that_ended_meanwhile_is_forgotten_at_once() {
        String id = fixture.run("web");
        String exec = fixture.engine().execs().create(id, ExecRequest.of("true"));
        assertThat(fixture.engine().execs().start(exec, true, Optional.empty())).isEmpty();
        fixture.kill();
        fixture.process(exec).exit(0);

        fixture.reopen();

        assertThat(fixture.launcher().ids()).containsExactly(id);
    }

    @Test
    void removing_goes_on_where_it_was_left() {
        String id = fixture.create("web");
        // The state removing is kept; the row cannot be taken away.
        faults.failAfter(2);
        assertThatThrownBy(() -> fixture.containers().remove(id, new RemoveRequest(false, false)))
                .isInstanceOf(EngineException.class);
        faults.heal();

        fixture.killAndOpen();

        assertThat(fixture.state("web")).isEqualTo("gone");
        assertThat(directory.resolve("store/engine").resolve(id)).doesNotExist();
        fixture.create("web");
    }

    @Test
    void volumes_go_or_stay_as_was_asked_of_an_engine_that_died() {
        for (boolean withVolumes : List.of(true, false)) {
            String name = withVolumes ? "with" : "without";
            String id = withVolume(name);
            int before = fixture.engine().volumes().list(Filters.NONE).size();
            // That it is being removed is kept, and nothing after that.
            faults.failAfter(2);
            assertThatThrownBy(() ->
                            fixture.containers().remove(id, new RemoveRequest(false, withVolumes)))
                    .isInstanceOf(EngineException.class);
            faults.heal();

            fixture.killAndOpen();

            assertThat(fixture.state(name)).isEqualTo("gone");
            assertThat(fixture.engine().volumes().list(Filters.NONE))
                    .as("asked for: %s", withVolumes)
                    .hasSize(withVolumes ? before - 1 : before);
        }
    }

    private String withVolume(String name) {
        ContainerConfig config =
                ContainerConfig.builder(EngineFixture.IMAGE)
                        .cmd("/bin/sh")
                        .volumes(Set.of("/kept"))
                        .build();
        return fixture.containers()
                .create(CreateRequest.of(EngineFixture.IMAGE).with(config).named(name))
                .id();
    }

    private void awaitCall(String call) throws InterruptedException {
        long deadline = System.nanoTime() + EngineFixture.SOON.toNanos();
        while (!fixture.launcher().calls().contains(call) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(fixture.launcher().calls()).contains(call);
    }

    private void awaitForgotten(String process) throws InterruptedException {
        long deadline = System.nanoTime() + EngineFixture.SOON.toNanos();
        while (fixture.launcher().ids().contains(process) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(fixture.launcher().ids()).doesNotContain(process);
    }
}
