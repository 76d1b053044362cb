package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void ordinary_text_is_left_alone() {
        assertThat(Printable.of("/srv/größe 100 %")).isEqualTo("/srv/größe 100 %");
    }

    @Test
    void line_breaks_cannot_forge_a_second_line() {
        assertThat(Printable.of("a\nb\r\tc")).isEqualTo("a\\nb\\r\\tc");
    }

    @Test
    void escape_sequences_cannot_reach_the_terminal() {
        assertThat(Printable.of("\u001b[2Jx\u009b")).isEqualTo("\\u001b[2Jx\\u009b");
    }

    @Test
    void text_cannot_be_turned_around() {
        assertThat(Printable.of("a\u202eb\u2066c")).isEqualTo("a\\u202eb\\u2066c");
    }

    @Test
    void every_error_line_passes_through() {
        CliException e = CliException.refused(Code.ROOTFS, "--rootfs a\nb", "x", "y");
        assertThat(e).hasMessage("JSEC-C-004 --rootfs a\\nb refused: x. Instead: y");
    }
}
