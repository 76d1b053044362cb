package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreFileTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/ignore-patterns.csv", quoteCharacter = '\'')
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a", "[", "[]", "[]a]", "[^]", "[^", "[a-]", "[-a]", "[a-", "[a--]", "a\\", "[\\",
                "[a\\", "!", "! ", "!\\", "a/[", "[a-\\]",
            })
    void a_malformed_pattern_is_told(String pattern) {
        assertThat(IgnoreFile.parse(pattern + "\nb\n").malformed())
                .containsExactly(pattern.strip());
        assertThat(IgnoreFile.parse(pattern + "\nb\n").ignores("b")).isTrue();
    }

    @Test
    void exceptions_take_any_pattern_and_spacing() {
        IgnoreFile file = IgnoreFile.parse("**\n! /a/**/b \n!\tc\n!d/../e\n!!f\n");
        assertThat(file.malformed()).isEmpty();
        assertThat(file.ignores("a/x/b")).isFalse();
        assertThat(file.ignores("c/y")).isFalse();
        assertThat(file.ignores("e")).isFalse();
        assertThat(file.ignores("d")).isTrue();
        assertThat(file.ignores("!f")).isFalse();
        assertThat(file.ignores("f")).isTrue();
    }

    @Test
    void an_exception_of_a_folder_is_overruled_below_it() {
        IgnoreFile file = IgnoreFile.parse("a\n!a/b\na/b/c\n!a/b/c/d\n");
        assertThat(file.ignores("a/x")).isTrue();
        assertThat(file.ignores("a/b")).isFalse();
        assertThat(file.ignores("a/b/c")).isTrue();
        assertThat(file.ignores("a/b/c/d/e")).isFalse();
    }

    @Test
    void only_a_hash_sign_in_the_first_column_begins_a_comment() {
        IgnoreFile file = IgnoreFile.parse("#a\n #b\n\\#c\nd #e\n");
        assertThat(file.ignores("#a")).isFalse();
        assertThat(file.ignores("#b")).isTrue();
        assertThat(file.ignores("#c")).isTrue();
        assertThat(file.ignores("d #e")).isTrue();
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
