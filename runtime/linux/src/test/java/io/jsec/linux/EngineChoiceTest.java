package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.linux.EngineChoice.Engine;
import io.jsec.linux.EngineChoice.Signs;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EngineChoiceTest {
    private static Signs signs(
            String option, String docker, boolean root, boolean user, boolean ids, boolean system) {
        return new Signs(
                Optional.of(option).filter(o -> !o.isEmpty()),
                Optional.of(docker).filter(o -> !o.isEmpty()),
                root,
                user,
                ids,
                system);
    }

    @Test
    void the_option_wins_over_everything() {
        EngineChoice choice =
                EngineChoice.of(signs("unix:///a", "unix:///b", true, true, true, true));
        assertThat(choice).isEqualTo(new EngineChoice(Engine.NAMED, "-H unix:///a"));
    }

    @Test
    void docker_host_wins_over_what_is_found() {
        assertThat(EngineChoice.of(signs("", "tcp://h", true, true, true, true)).why())
                .isEqualTo("DOCKER_HOST=tcp://h");
    }

    @Test
    void root_has_no_engine_of_its_own() {
        assertThat(EngineChoice.of(signs("", "", true, true, true, false)).engine())
                .isEqualTo(Engine.SYSTEM);
    }

    @Test
    void the_users_engine_wins_over_the_systems() {
        assertThat(EngineChoice.of(signs("", "", false, true, false, true)).engine())
                .isEqualTo(Engine.USER);
        assertThat(EngineChoice.of(signs("", "", false, false, true, true)).engine())
                .isEqualTo(Engine.USER);
    }

    @Test
    void the_systems_engine_is_used_where_its_socket_is_writable() {
        assertThat(EngineChoice.of(signs("", "", false, false, false, true)).engine())
                .isEqualTo(Engine.SYSTEM);
    }

    @Test
    void with_nothing_there_the_command_does_the_work() {
        assertThat(EngineChoice.of(signs("", "", false, false, false, false)).engine())
                .isEqualTo(Engine.STANDALONE);
    }
}
