package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTest {
    @Test
    void a_lone_plus_stands_between_two_command_lines() {
        assertThat(Training.lines("policy", "check", "+", "version", "+", "run", "a+b"))
                .containsExactly(
                        List.of("policy", "check"), List.of("version"), List.of("run", "a+b"));
    }

    @Test
    void no_words_are_one_empty_command_line() {
        assertThat(Training.lines()).containsExactly(List.of());
    }
}
