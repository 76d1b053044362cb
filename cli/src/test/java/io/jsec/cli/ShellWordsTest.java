package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Test
    void blanks_separate_words() {
        assertThat(ShellWords.split("x", "  --rootfs /r\t sh \n"))
                .containsExactly("--rootfs", "/r", "sh");
    }

    @Test
    void quotes_hold_words_together_and_may_be_empty() {
        assertThat(ShellWords.split("x", "sh -c 'a b' \"c \\\" d\" ''"))
                .containsExactly("sh", "-c", "a b", "c \" d", "");
    }

    @Test
    void a_backslash_takes_the_next_character_as_it_is() {
        assertThat(ShellWords.split("x", "a\\ b '\\'")).containsExactly("a b", "\\");
    }

    @Test
    void nothing_is_expanded() {
        assertThat(ShellWords.split("x", "$HOME * ~")).containsExactly("$HOME", "*", "~");
    }

    @Test
    void an_open_quote_is_refused() {
        assertThatThrownBy(() -> ShellWords.split("--diff", "sh 'a"))
                .hasMessageContaining("--diff sh 'a refused: a quote is left open");
    }

    @Test
    void no_text_is_no_word() {
        assertThat(ShellWords.split("x", " ")).isEmpty();
    }
}
