package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.abi.Errno;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes beside a container's first, and their ids, where the engine dies. */
class ExecCrashTest {
    @TempDir Path directory = Path.of("/");

    private final FaultyStore.Switch faults = new FaultyStore.Switch();
    private EngineFixture fixture;
    private String container = "";

    @BeforeEach
    void open() {
        fixture =
                new EngineFixture(
                        directory, settings -> settings, store -> new FaultyStore(store, faults));
        container = fixture.run("web");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Execs execs() {
        return fixture.engine().execs();
    }

    private String started(String... words) {
        String id = execs().create(container, ExecRequest.of(words));
        assertThat(execs().start(id, true, Optional.empty())).isEmpty();
        return id;
    }

    private ExecView awaitEnd(String id) throws InterruptedException {
        long deadline = System.nanoTime() + EngineFixture.SOON.toNanos();
        while (execs().inspect(id).exitCode().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        return execs().inspect(id);
    }

    @Test
    void one_that_runs_is_known_to_the_next_engine_and_so_is_its_end() throws Exception {
        String id = started("sleep", "1");

        fixture.killAndOpen();

        ExecView view = execs().inspect(id);
        assertThat(view.running()).isTrue();
        assertThat(view.exitCode()).isEmpty();
        assertThat(view.request().cmd()).containsExactly("sleep", "1");
        assertThat(fixture.containers().inspect(container, false).execIds()).containsExactly(id);
        fixture.process(id).exit(11);
        view = awaitEnd(id);
        assertThat(view.running()).isFalse();
        assertThat(view.exitCode()).hasValue(11);
        assertThat(fixture.containers().inspect(container, false).execIds()).isEmpty();
    }

    @Test
    void the_code_of_one_that_ended_without_an_engine_is_right() {
        String id = started("sleep", "1");
        fixture.kill();
        fixture.process(id).exit(12);

        fixture.reopen();

        ExecView view = execs().inspect(id);
        assertThat(view.running()).isFalse();
        assertThat(view.exitCode()).hasValue(12);
        assertThat(fixture.launcher().ids()).as("it is forgotten").containsExactly(container);
    }

    @Test
    void the_code_of_one_that_ended_before_is_remembered() throws Exception {
        String id = started("true");
        fixture.process(id).exit(13);
        awaitEnd(id);

        fixture.killAndOpen();
        fixture.killAndOpen();

        assertThat(execs().inspect(id).exitCode()).hasValue(13);
        assertThatThrownBy(() -> execs().start(id, true, Optional.empty()))
                .hasMessageContaining("is already running");
    }

    @Test
    void one_that_was_only_made_can_be_started_by_the_next_engine() throws Exception {
        String id = execs().create(container, ExecRequest.of("late"));

        fixture.killAndOpen();

        ExecView view = execs().inspect(id);
        assertThat(view.running()).isFalse();
        assertThat(view.exitCode()).isEmpty();
        assertThat(execs().start(id, true, Optional.empty())).isEmpty();
        fixture.process(id).exit(0);
        assertThat(awaitEnd(id).exitCode()).hasValue(0);
    }

    @Test
    void one_whose_start_never_reached_the_launcher_was_not_started() {
        String id = execs().create(container, ExecRequest.of("lost"));
        // As a kill between the note that somebody asked and the launcher leaves it.
        fixture.kill();
        SqliteStore store =
                SqliteStore.open(directory.resolve("state.db"), directory.resolve("native"));
        ExecRecord made = store.execs().getFirst();
        store.put(
                new ExecRecord(
                        made.id(),
                        made.containerId(),
                        made.request(),
                        made.created(),
                        false,
                        true,
                        OptionalInt.empty()));
        store.close();

        fixture.reopen();

        assertThat(execs().inspect(id).exitCode()).isEmpty();
        assertThat(execs().start(id, true, Optional.empty())).isEmpty();
        assertThat(execs().inspect(id).running()).isTrue();
    }

    @Test
    void one_whose_launcher_is_gone_ended_with_137() {
        String ran = started("sleep", "1");
        String made = execs().create(container, ExecRequest.of("late"));
        fixture.kill();
        fixture.launcher().die();

        fixture.reopen();

        assertThat(execs().inspect(ran).exitCode()).hasValue(137);
        assertThat(execs().inspect(made).exitCode()).isEmpty();
        assertThat(execs().inspect(made).running()).isFalse();
    }

    @Test
    void a_start_that_failed_stays_so() {
        fixture.launcher()
                .refuseNextStart(
                        new Launcher.Outcome.Failed(0, 0, Errno.ENOENT, "execve", "nosuch"));
        String id = execs().create(container, ExecRequest.of("nosuch"));
        assertThatThrownBy(() -> execs().start(id, true, Optional.empty()))
                .isInstanceOf(EngineException.class);
        int code = execs().inspect(id).exitCode().orElseThrow();

        fixture.killAndOpen();

        assertThat(code).isEqualTo(127);
        assertThat(execs().inspect(id).exitCode()).hasValue(127);
    }

    @Test
    void none_outlives_its_container() {
        String id = started("sleep", "1");
        fixture.containers().remove(container, new RemoveRequest(true, false));

        fixture.killAndOpen();

        assertThatThrownBy(() -> execs().inspect(id)).hasMessageContaining("No such exec instance");
    }

    @Test
    void a_full_disk_keeps_nobody_from_looking_into_a_container() throws Exception {
        faults.failAfter(1);

        String id = started("rm", "big");

        assertThat(execs().inspect(id).running()).isTrue();
        fixture.process(id).exit(0);
        assertThat(awaitEnd(id).exitCode()).hasValue(0);
        assertThat(faults.struck()).isTrue();
    }

    /** A container whose health is asked for all the time, and the process that is asked now. */
    private String checked() {
        ContainerConfig config =
                EngineFixture.config().toBuilder()
                        .healthcheck(
                                Optional.of(
                                        new HealthConfig(
                                                List.of("CMD", "check"),
                                                Duration.ofMillis(1),
                                                Duration.ofMinutes(1),
                                                Duration.ZERO,
                                                Duration.ZERO,
                                                2)))
                        .build();
        String id =
                fixture.containers()
                        .create(CreateRequest.of(EngineFixture.IMAGE).with(config).named("checked"))
                        .id();
        fixture.containers().start(id);
        return id;
    }

    private FakeProcess nextCheck(String... but) throws InterruptedException {
        List<String> known = List.of(but);
        long deadline = System.nanoTime() + EngineFixture.SOON.toNanos();
        while (System.nanoTime() < deadline) {
            for (String call : fixture.launcher().calls()) {
                String id = call.substring(call.indexOf(' ') + 1);
                if (call.startsWith("exec ")
                        && !known.contains(id)
                        && fixture.launcher().ids().contains(id)
                        && fixture.process(id).running()) {
                    return fixture.process(id);
                }
            }
            Thread.sleep(5);
        }
        throw new AssertionError("nobody asks");
    }

    private HealthView awaitResults(String id, int count) throws InterruptedException {
        long deadline = System.nanoTime() + EngineFixture.SOON.toNanos();
        HealthView view = fixture.containers().inspect(id, false).health().orElseThrow();
        while (view.log().size() < count && System.nanoTime() < deadline) {
            Thread.sleep(5);
            view = fixture.containers().inspect(id, false).health().orElseThrow();
        }
        return view;
    }

    @Test
    void a_check_that_ran_when_the_engine_died_is_ended_and_counted_once() throws Exception {
        String id = checked();
        FakeProcess first = nextCheck();
        first.exit(1);
        HealthView before = awaitResults(id, 1);
        FakeProcess second = nextCheck(first.id());

        fixture.killAndOpen();

        assertThat(second.signals()).as("nobody wants to know it any more").containsExactly(9);
        HealthView kept = fixture.containers().inspect(id, false).health().orElseThrow();
        assertThat(kept).isEqualTo(before);
        assertThat(kept.failingStreak()).isEqualTo(1);
        assertThatThrownBy(() -> execs().inspect(second.id()))
                .hasMessageContaining("No such exec instance");
        nextCheck(first.id(), second.id()).exit(1);
        HealthView after = awaitResults(id, 2);
        assertThat(after.failingStreak()).isEqualTo(2);
        assertThat(after.status()).isEqualTo("unhealthy");
        assertThat(after.log().getFirst()).isEqualTo(before.log().getFirst());
    }

    @Test
    void of_checks_that_are_over_nothing_is_kept() throws Exception {
        checked();
        List<String> over = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            FakeProcess check = nextCheck(over.toArray(String[]::new));
            over.add(check.id());
            check.exit(0);
        }
        FakeProcess last = nextCheck(over.toArray(String[]::new));

        fixture.kill();

        try (StateStore store =
                SqliteStore.open(directory.resolve("state.db"), directory.resolve("native"))) {
            assertThat(store.execs()).extracting(ExecRecord::id).containsExactly(last.id());
        }
        fixture.reopen();
    }

    @Test
    void the_health_of_what_ended_is_still_told_by_the_next_engine() throws Exception {
        String id = checked();
        nextCheck().exit(0);
        HealthView before = awaitResults(id, 1);
        assertThat(before.status()).isEqualTo("healthy");
        fixture.containers().kill(id, "KILL");
        assertThat(fixture.awaitEnd(id)).isEqualTo(137);

        fixture.killAndOpen();

        assertThat(fixture.containers().inspect(id, false).health().orElseThrow().status())
                .isEqualTo("healthy");
    }

    @Test
    void a_new_run_begins_with_no_health_of_the_last() throws Exception {
        String id = checked();
        nextCheck().exit(0);
        awaitResults(id, 1);
        fixture.containers().kill(id, "KILL");
        assertThat(fixture.awaitEnd(id)).isEqualTo(137);
        fixture.containers().start(id);

        fixture.killAndOpen();

        HealthView view = fixture.containers().inspect(id, false).health().orElseThrow();
        assertThat(view.status()).isEqualTo("starting");
        assertThat(view.log()).isEmpty();
    }
}
