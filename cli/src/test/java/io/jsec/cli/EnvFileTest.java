package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {
    @TempDir Path directory;

    @Test
    void comments_and_empty_lines_are_skipped() {
        assertThat(parse("# a comment\n\n  \n   # indented\nA=1\n")).containsExactly("A=1");
    }

    @Test
    void quotes_hashes_and_trailing_blanks_belong_to_the_value() {
        assertThat(parse("A=\"x\" # y \nB='z'")).containsExactly("A=\"x\" # y ", "B='z'");
    }

    @Test
    void a_value_may_be_empty_or_hold_equal_signs() {
        assertThat(parse("A=\nB=c=d")).containsExactly("A=", "B=c=d");
    }

    @Test
    void a_name_alone_is_taken_from_the_caller_where_it_is_set() {
        assertThat(parse("HOME\nUNSET")).containsExactly("HOME=/home/me");
    }

    @Test
    void a_byte_order_mark_and_carriage_returns_are_dropped() {
        assertThat(parse("\ufeffA=1\r\nB=2\r\n")).containsExactly("A=1", "B=2");
    }

    @Test
    void a_name_with_a_blank_is_refused_with_its_line() {
        assertThatThrownBy(() -> parse("A=1\nB C=2"))
                .hasMessageContaining(
                        "--env-file f:2 refused: variable 'B C' contains whitespaces");
    }

    @Test
    void a_line_without_a_name_is_refused() {
        assertThatThrownBy(() -> parse("=1")).hasMessageContaining("no variable name before '='");
    }

    @Test
    void a_missing_file_is_refused_by_name() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> EnvFile.read(missing, Map.of()))
                .hasMessageContaining("--env-file " + missing + " refused: no such file");
    }

    @Test
    void a_file_that_is_not_utf_8_is_refused() throws IOException {
        Path file = Files.write(directory.resolve("latin"), new byte[] {'A', '=', (byte) 0xe9});
        assertThatThrownBy(() -> EnvFile.read(file, Map.of()))
                .hasMessageContaining("it is not UTF-8");
    }

    @Test
    void a_file_over_the_limit_is_refused() throws IOException {
        Path file = Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> EnvFile.read(file, Map.of()))
                .hasMessageContaining("larger than 1048576 bytes");
    }

    private static List<String> parse(String text) {
        return EnvFile.parse("f", text, Map.of("HOME", "/home/me"));
    }
}
