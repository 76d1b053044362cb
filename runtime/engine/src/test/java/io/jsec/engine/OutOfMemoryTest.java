package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container says of itself that the kernel ended for want of memory. */
class OutOfMemoryTest {
    @TempDir Path directory;
    private EngineFixture fixture;

    @BeforeEach
    void an_engine() {
        fixture = new EngineFixture(directory);
    }

    @AfterEach
    void it_ends() {
        fixture.close();
    }

    private ContainerState.Past past(String id) {
        return fixture.containers().inspect(id, false).state().past();
    }

    @Test
    void the_state_says_so_beside_the_code_and_an_event_comes_before_the_end() throws Exception {
        String id = fixture.run("web");
        fixture.process(id).runOut();
        assertThat(fixture.awaitEnd(id)).isEqualTo(137);
        assertThat(past(id).oomKilled()).isTrue();
        assertThat(past(id).exitCode()).isEqualTo(137);
        fixture.awaitAction("die");
        assertThat(fixture.actions()).containsSubsequence("start", "oom", "die");
    }

    @Test
    void an_end_by_a_signal_is_none() {
        String id = fixture.run("web");
        fixture.containers().kill(id, "KILL");
        fixture.awaitEnd(id);
        assertThat(past(id).oomKilled()).isFalse();
        assertThat(fixture.actions()).contains("die").doesNotContain("oom");
    }

    @Test
    void it_is_known_where_the_engine_was_dead_meanwhile() {
        String id = fixture.run("web");
        fixture.kill();
        fixture.process(id).runOut();
        fixture.reopen();
        assertThat(fixture.awaitEnd(id)).isEqualTo(137);
        assertThat(past(id).oomKilled()).isTrue();
    }

    @Test
    void the_next_start_forgets_it() {
        String id = fixture.run("web");
        fixture.process(id).runOut();
        fixture.awaitEnd(id);
        fixture.containers().start(id);
        assertThat(past(id).oomKilled()).isFalse();
    }
}
