package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.journal.Entry;
import io.jsec.journal.Identity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every plan that goes to the launcher is in the journal, with who is behind it. */
@Timeout(60)
class LaunchesToldTest {
    private static final Identity ALICE = Identity.certificate("alice");

    @TempDir Path directory;

    private EngineFixture fixture;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> who(String id) {
        return launches(id).stream().map(each -> each.who().text()).toList();
    }

    private List<Entry.Launch> launches(String id) {
        return fixture.journal().launches().stream()
                .filter(each -> each.container().text().equals("container/" + id))
                .toList();
    }

    private void awaitLaunches(String id, int count) throws InterruptedException {
        while (who(id).size() < count) {
            Thread.sleep(5);
        }
    }

    @Test
    void a_start_is_its_callers_and_a_restart_by_policy_is_the_engines() throws Exception {
        HostConfig always =
                HostConfig.DEFAULT.with(new RestartPolicy(RestartPolicy.Mode.ALWAYS, 0));
        String id = fixture.create("web", always);
        Actor.as(ALICE, () -> fixture.containers().start(id));
        fixture.process(id).exit(1);
        awaitLaunches(id, 2);

        assertThat(who(id)).containsExactly("cert:alice", "engine");
        assertThat(Actor.current()).isEqualTo(Identity.ENGINE);
    }

    @Test
    void what_an_engine_starts_when_it_comes_is_its_own() throws Exception {
        HostConfig always =
                HostConfig.DEFAULT.with(new RestartPolicy(RestartPolicy.Mode.ALWAYS, 0));
        String id = fixture.create("web", always);
        Actor.as(ALICE, () -> fixture.containers().start(id));
        fixture.kill();
        fixture.launcher().die();
        fixture.reopen();
        awaitLaunches(id, 2);

        assertThat(who(id)).containsExactly("cert:alice", "engine");
    }

    @Test
    void a_restart_that_was_asked_for_is_its_callers() throws Exception {
        String id = fixture.run("web");
        Actor.as(Identity.user(1000), () -> fixture.containers().restart(id, StopRequest.DEFAULT));

        assertThat(who(id)).containsExactly("engine", "uid:1000");
    }

    @Test
    void equal_containers_with_other_ids_have_other_plans() {
        String one = fixture.run("one");
        String two = fixture.run("two");

        assertThat(launches(one).getFirst().plan()).isNotEqualTo(launches(two).getFirst().plan());
    }
}
