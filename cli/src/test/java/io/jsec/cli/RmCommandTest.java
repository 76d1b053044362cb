package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RmCommandTest {
    @Test
    void a_container_must_be_named() {
        Screen screen = new Screen();
        assertThat(screen.run("rm")).isEqualTo(1);
        assertThat(screen.err()).startsWith("\"jsec rm\" requires at least 1 argument.");
    }

    @Test
    void without_its_start_script_it_says_so() {
        RmCommand command = new RmCommand(new Screen().environment());
        command.names.add("x");
        assertThatThrownBy(command::call)
                .hasMessageContaining("jsec was not started by its own start script");
    }
}
