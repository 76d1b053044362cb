package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is killed, at every step, and the one that comes after it. */
class CrashTest {
    @TempDir Path directory;

    private final FaultyStore.Switch faults = new FaultyStore.Switch();
    EngineFixture fixture;

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

    @Test
    void what_runs_runs_on_and_can_be_waited_for() {
        String id = fixture.run("web");
        fixture.killAndOpen();
        assertThat(fixture.state("web")).isEqualTo("running");
        fixture.process(id).say("after\n");
        fixture.process(id).exit(4);
        assertThat(fixture.awaitEnd(id)).isEqualTo(4);
        assertThat(fixture.logs(id)).isEqualTo("after\n");
    }

    @Test
    void the_code_of_what_ended_meanwhile_is_right_and_what_was_lost_is_counted() {
        String id = fixture.run("web");
        fixture.kill();
        fixture.process(id).say("unread\n");
        fixture.process(id).exit(6, 1234);
        fixture.reopen();
        assertThat(fixture.awaitEnd(id)).isEqualTo(6);
        assertThat(fixture.logs(id))
                .contains("unread\n")
                .contains("[jsec: 1234 bytes of output were lost here]");
        assertThat(fixture.containers().inspect(id, false).log().droppedBytes()).isEqualTo(1234);
    }

    @Test
    void what_nobody_knows_any_more_ended_with_137() {
        String id = fixture.run("web");
        fixture.kill();
        fixture.launcher().die();
        fixture.reopen();
        ContainerView view = fixture.containers().inspect(id, false);
        assertThat(view.state().status().word()).isEqualTo("exited");
        assertThat(view.state().past().exitCode()).isEqualTo(137);
    }

    @Test
    void a_container_of_rm_that_ended_meanwhile_is_removed() throws Exception {
        String id = fixture.run("once", HostConfig.DEFAULT.withAutoRemove(true));
        fixture.kill();
        fixture.process(id).exit(0);
        fixture.reopen();
        fixture.awaitState(id, "gone");
    }

    @Test
    void what_was_stopped_by_hand_stays_so_and_what_was_not_starts_with_a_new_launcher() {
        HostConfig unless =
                HostConfig.DEFAULT.with(new RestartPolicy(RestartPolicy.Mode.UNLESS_STOPPED, 0));
        fixture.run("stopped", unless);
        fixture.containers().stop("stopped", StopRequest.DEFAULT);
        fixture.run("running", unless);
        fixture.kill();
        fixture.launcher().die();
        fixture.reopen();
        assertThat(fixture.state("stopped")).isEqualTo("exited");
        assertThat(List.of("running", "restarting")).contains(fixture.state("running"));
    }

    @Test
    void a_host_that_goes_down_is_no_failure_of_a_container() throws Exception {
        String id =
                fixture.run(
                        "web",
                        HostConfig.DEFAULT.with(
                                new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, 1)));
        fixture.kill();
        fixture.launcher().die();

        fixture.reopen();

        fixture.awaitState(id, "running");
        assertThat(fixture.containers().inspect(id, false).restartCount()).isZero();
        fixture.process(id).exit(1);
        fixture.awaitState(id, "restarting");
        fixture.awaitState(id, "running");
        assertThat(fixture.containers().inspect(id, false).restartCount()).isEqualTo(1);
    }

    @Test
    void an_engine_comes_back_on_a_disk_that_is_still_full() throws Exception {
        String id = fixture.run("web");
        fixture.create("idle");
        // Half of it is kept, and that cannot be taken back.
        faults.failAfter(2);
        assertThatThrownBy(() -> fixture.create("half")).isInstanceOf(EngineException.class);

        fixture.killAndOpen();

        assertThat(fixture.state(id)).isEqualTo("running");
        assertThat(fixture.state("idle")).isEqualTo("created");
        assertThat(fixture.state("half")).isEqualTo("gone");
        faults.heal();
        fixture.create("half2");
        fixture.killAndOpen();
        everythingAgrees();
    }

    @Test
    void directories_and_processes_of_nobody_go() throws Exception {
        String id = fixture.run("web");
        Path stray = directory.resolve("store/engine").resolve("f".repeat(64));
        Files.createDirectories(stray.resolve("upper"));
        fixture.kill();
        StateStore store =
                SqliteStore.open(directory.resolve("state.db"), directory.resolve("native"));
        store.removeContainer(id);
        store.close();
        FakeProcess process = fixture.process(id);
        fixture.reopen();
        assertThat(stray).doesNotExist();
        assertThat(process.running()).isFalse();
        assertThat(directory.resolve("store/engine").resolve(id)).doesNotExist();
    }

    /** What must hold whatever happened: checked after every fault. */
    private void everythingAgrees() throws Exception {
        List<String> known =
                fixture.containers().list(ListRequest.ALL).stream()
                        .map(ContainerSummary::id)
                        .filter(id -> !fixture.state(id).equals("dead"))
                        .toList();
        try (Stream<Path> entries = Files.list(directory.resolve("store/engine"))) {
            assertThat(entries.map(path -> path.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(known);
        }
        for (String id : fixture.launcher().ids()) {
            if (fixture.process(id).running()) {
                assertThat(fixture.state(id)).isEqualTo("running");
            }
        }
        for (String id : known) {
            boolean runs = fixture.launcher().ids().contains(id) && fixture.process(id).running();
            assertThat(fixture.state(id).equals("running")).isEqualTo(runs);
        }
    }

    // Promise P19
    @Test
    void a_kill_at_every_write_of_the_store_leaves_what_the_next_engine_understands()
            throws Exception {
        Files.createDirectories(directory.resolve("store/engine"));
        int written = 1;
        boolean failed = true;
        while (failed) {
            faults.failAfter(written);
            failed = false;
            try {
                String id = fixture.create("c" + written);
                fixture.containers().start(id);
                fixture.containers().stop(id, StopRequest.DEFAULT);
                fixture.containers().remove(id, new RemoveRequest(false, true));
            } catch (EngineException e) {
                failed = true;
            }
            failed |= faults.struck();
            fixture.kill();
            faults.heal();
            fixture.reopen();
            everythingAgrees();
            written++;
        }
        assertThat(written).isGreaterThan(6);
    }

    @Test
    void a_launcher_that_fails_leaves_a_container_that_can_be_started_again() {
        for (String call : List.of("start")) {
            String id = fixture.create("f-" + call);
            fixture.launcher().failNext(call, 5);
            assertThatThrownBy(() -> fixture.containers().start(id))
                    .isInstanceOf(EngineException.class);
            assertThat(fixture.state(id)).isEqualTo("created");
            fixture.containers().start(id);
            assertThat(fixture.state(id)).isEqualTo("running");
        }
    }

    @Test
    void a_full_disk_under_the_store_hides_no_end() {
        String id = fixture.run("web");
        faults.failAfter(1);
        fixture.process(id).exit(9);
        assertThat(fixture.awaitEnd(id)).isEqualTo(9);
        assertThat(faults.struck()).isTrue();
        assertThat(fixture.state(id)).isEqualTo("exited");
        faults.heal();
        fixture.killAndOpen();
        ContainerView view = fixture.containers().inspect(id, false);
        assertThat(view.state().past().exitCode()).isEqualTo(9);
    }

    @Test
    void an_end_that_could_not_be_kept_hinders_no_start() {
        String id = fixture.run("web");
        faults.failAfter(1);
        fixture.process(id).exit(9);
        assertThat(fixture.awaitEnd(id)).isEqualTo(9);
        faults.heal();
        fixture.containers().start(id);
        assertThat(fixture.state(id)).isEqualTo("running");
    }
}
