package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Path HOME = Path.of("/home/me");

    @Test
    void an_ordinary_users_state_is_below_the_home_directory() {
        Places places = Places.of("me", HOME, new Screen().environment());
        assertThat(places.store()).isEqualTo(Path.of("/home/me/.local/share/jsec/store"));
        assertThat(places.system()).isFalse();
    }

    @Test
    void xdg_data_home_moves_it() {
        Environment environment = new Screen().with("XDG_DATA_HOME", "/data").environment();
        assertThat(Places.of("me", HOME, environment).state()).isEqualTo(Path.of("/data/jsec"));
    }

    @Test
    void a_relative_or_empty_xdg_data_home_does_not_count() {
        for (String value : new String[] {"", "data"}) {
            Environment environment = new Screen().with("XDG_DATA_HOME", value).environment();
            assertThat(Places.of("me", HOME, environment).state())
                    .isEqualTo(Path.of("/home/me/.local/share/jsec"));
        }
    }

    @Test
    void the_system_user_has_the_systems_state_whatever_the_environment_says() {
        Environment environment = new Screen().with("XDG_DATA_HOME", "/data").environment();
        Places places = Places.of("jsec", HOME, environment);
        assertThat(places.store()).isEqualTo(Path.of("/var/lib/jsec/store"));
        assertThat(places.system()).isTrue();
    }
}
