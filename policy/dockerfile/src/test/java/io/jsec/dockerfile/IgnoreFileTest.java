package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreFileTest {
    @ParameterizedTest
    @CsvSource({
        "node_modules, node_modules, true",
        "node_modules, node_modules/a/b, true",
        "node_modules, src/node_modules, false",
        "**/node_modules, src/node_modules/x, true",
        "**/node_modules, node_modules, true",
        "/build, build, true",
        "build/, build/x, true",
        "./build, build, true",
        "*.md, README.md, true",
        "*.md, docs/README.md, false",
        "*/*.md, docs/README.md, true",
        "a/**/b, a/x/y/b, true",
        "a/**/b, a/b, true",
        "**, anything/at/all, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "[ab]c, bc, true",
        "[^ab]c, bc, false",
        "a/../b, b, true",
        "a.b, axb, false",
        "'[a\\]b]', ']', true",
        "'[a-c]x', bx, true",
        "'\\*', '*', true",
        "'\\*', a, false",
        "a*b*c, axxbyyc, true",
        "a*b*c, axxbyyd, false",
    })
    void patterns_match_as_docker_says(String pattern, String path, boolean ignored) {
        assertThat(IgnoreFile.parse(pattern + "\n").ignores(path)).isEqualTo(ignored);
    }

    @Test
    void the_last_match_decides() {
        IgnoreFile file = IgnoreFile.parse("*\n!src\nsrc/secret\n");
        assertThat(file.ignores("a")).isTrue();
        assertThat(file.ignores("src/x")).isFalse();
        assertThat(file.ignores("src/secret")).isTrue();
    }

    @Test
    void comments_blank_lines_and_line_ends_of_windows_are_no_patterns() {
        IgnoreFile file = IgnoreFile.parse("\ufeff# a\r\n\r\n  b  \r\n");
        assertThat(file.ignores("b")).isTrue();
        assertThat(file.ignores("# a")).isFalse();
    }

    @Test
    void a_malformed_pattern_is_told() {
        assertThat(IgnoreFile.parse("[a\nb\n").malformed()).containsExactly("[a");
    }

    @Test
    void many_stars_take_no_time() {
        String name = "a".repeat(4_000);
        assertThat(IgnoreFile.parse("*a".repeat(200) + "b").ignores(name)).isFalse();
        String path = "a/".repeat(500) + "x";
        assertThat(IgnoreFile.parse("**/a/".repeat(200) + "b").ignores(path)).isFalse();
    }

    @Test
    void too_many_patterns_are_told() {
        String text = "a\n".repeat(IgnoreFile.PATTERNS_MAX) + "b\n";
        assertThat(IgnoreFile.parse(text).malformed()).containsExactly("b");
    }
}
