package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RmCommandTest {
    @Test
    void a_container_must_be_named() {
        Screen screen = new Screen();
        assertThat(screen.run("rm")).isEqualTo(125);
        assertThat(screen.err()).startsWith("JSEC-C-001 jsec rm refused: ");
    }

    @Test
    void without_its_start_script_it_says_so() {
        Screen screen = new Screen();
        assertThat(screen.run("rm", "x")).isEqualTo(125);
        assertThat(screen.err()).contains("jsec was not started by its own start script");
    }
}
