package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.linux.abi.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The start of an engine after a kill, where the n-th call of its store or launcher fails, for
 * every n: that engine may refuse to start, the one after it says what is true.
 */
class RecoveryFaultsTest {
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

    /** A container of each kind, as an engine leaves it that is killed now. */
    private String prepare(int round) {
        String name = "r" + round + "-";
        fixture.create(name + "created");
        String runs = fixture.run(name + "running");
        String exec = fixture.engine().execs().create(runs, ExecRequest.of("sleep", "1"));
        fixture.engine().execs().start(exec, true, Optional.empty());
        String ended = fixture.run(name + "ended");
        String before = fixture.run(name + "before");
        fixture.process(before).exit(5);
        assertThat(fixture.awaitEnd(before)).isEqualTo(5);
        String again =
                fixture.run(
                        name + "always",
                        HostConfig.DEFAULT.with(new RestartPolicy(RestartPolicy.Mode.ALWAYS, 0)));
        String once = fixture.run(name + "rm", HostConfig.DEFAULT.withAutoRemove(true));
        fixture.kill();
        fixture.process(ended).exit(6);
        fixture.process(again).exit(7);
        fixture.process(once).exit(0);
        return exec;
    }

    private void expect(int round, String exec) throws Exception {
        String name = "r" + round + "-";
        Map<String, String> states = new TreeMap<>();
        fixture.awaitState(name + "always", "running");
        fixture.awaitState(name + "rm", "gone");
        for (String each : List.of("created", "running", "ended", "before", "always", "rm")) {
            states.put(each, fixture.state(name + each));
        }
        assertThat(states)
                .as("round %s", round)
                .isEqualTo(
                        new TreeMap<>(
                                Map.of(
                                        "created", "created",
                                        "running", "running",
                                        "ended", "exited",
                                        "before", "exited",
                                        "always", "running",
                                        "rm", "gone")));
        assertThat(code(name + "ended")).isEqualTo(6);
        assertThat(code(name + "before")).isEqualTo(5);
        assertThat(fixture.engine().execs().inspect(exec).running()).isTrue();
        Set<String> known =
                Set.copyOf(
                        fixture.containers().list(ListRequest.ALL).stream()
                                .map(ContainerSummary::id)
                                .toList());
        assertThat(Set.copyOf(directories())).isEqualTo(known);
        for (String id : fixture.launcher().ids()) {
            assertThat(known.contains(id) || id.equals(exec)).as("the launcher's " + id).isTrue();
        }
    }

    private int code(String name) {
        return fixture.containers().inspect(name, false).state().past().exitCode();
    }

    private List<String> directories() throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve("store/engine"))) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }

    private void removeAll() {
        for (ContainerSummary each : fixture.containers().list(ListRequest.ALL)) {
            fixture.containers().remove(each.id(), new RemoveRequest(true, true));
        }
    }

    /** Opens an engine that may not get through, then one that does. */
    private void openTwice(Runnable heal) {
        boolean opened = true;
        try {
            fixture.reopen();
        } catch (EngineException | LauncherFailure e) {
            opened = false;
        }
        heal.run();
        if (opened) {
            fixture.kill();
        }
        fixture.reopen();
    }

    @Test
    void no_write_that_fails_then_makes_the_next_engine_wrong() throws Exception {
        boolean struck = true;
        for (int round = 1; struck; round++) {
            String exec = prepare(round);
            faults.failAfter(round);

            openTwice(faults::heal);

            struck = faults.struck();
            expect(round, exec);
            removeAll();
        }
    }

    @Test
    void no_call_of_the_launcher_that_fails_then_makes_the_next_engine_wrong() throws Exception {
        boolean struck = true;
        for (int round = 1; struck; round++) {
            String exec = prepare(round);
            fixture.launcher().failCall(round, Errno.EIO);

            openTwice(() -> fixture.launcher().failCall(0, 0));

            struck = fixture.launcher().struck();
            expect(round, exec);
            removeAll();
        }
    }
}
