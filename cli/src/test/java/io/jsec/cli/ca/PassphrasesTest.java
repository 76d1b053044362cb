package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.ca.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphrasesTest {
    @TempDir Path directory;

    private int length(String content) throws IOException {
        Files.writeString(directory.resolve("p"), content);
        return Passphrases.read("--passphrase-file", "p", new CaScreen(directory).environment())
                .length();
    }

    @Test
    void it_is_the_first_line_without_its_end() throws IOException {
        assertThat(length("four words are enough\nnot this")).isEqualTo(21);
        assertThat(length("four words are enough\r\n")).isEqualTo(21);
        assertThat(length("four words are enough")).isEqualTo(21);
        assertThat(length(" spaces count ")).isEqualTo(14);
    }

    @Test
    void characters_count_not_bytes() throws IOException {
        assertThat(length("straße")).isEqualTo(6);
    }

    @Test
    void an_empty_line_a_long_one_and_no_text_are_refused() {
        assertThatThrownBy(() -> length("\nsecret")).hasMessageContaining("first line is empty");
        assertThatThrownBy(() -> length("x".repeat(1_025)))
                .hasMessageContaining("its line is longer than 1024 bytes");
        assertThatThrownBy(() -> Passphrases.read("--passphrase-file", "-", fedBytes(0xff, 0xfe)))
                .hasMessageContaining("its first line is not UTF-8");
    }

    private CaEnvironment fedBytes(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return new CaScreen(directory).fed(content).environment();
    }

    @Test
    void two_on_standard_input_are_two_lines() {
        CaEnvironment environment =
                new CaScreen(directory).fed("first one\nthe second\n").environment();

        assertThat(Passphrases.read("--passphrase-file", "-", environment).length()).isEqualTo(9);
        assertThat(Passphrases.read("--passphrase-file", "-", environment).length()).isEqualTo(10);
    }

    @Test
    void it_is_never_printed() {
        assertThat(new Passphrase("correct horse".toCharArray()).toString())
                .isEqualTo("(a passphrase)");
    }
}
