package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPageTest {
    @TempDir Path directory;

    @Test
    void every_verb_that_is_shown_gets_a_page() throws IOException {
        assertThat(new Screen().run("man-pages", directory.toString())).isZero();
        for (Verb verb : Verb.values()) {
            Path page = directory.resolve("jsec-" + verb.word() + ".1");
            assertThat(Files.exists(page)).as(verb.word()).isEqualTo(!verb.hidden());
        }
        assertThat(directory.resolve("jsec.1")).exists();
    }

    @Test
    void a_page_holds_the_options_with_their_letters_and_values() throws IOException {
        new Screen().run("man-pages", directory.toString());
        String page = Files.readString(directory.resolve("jsec-run.1"));
        assertThat(page)
                .startsWith(".TH JSEC\\-RUN 1 ")
                .contains(".B \\-m, \\-\\-memory \\fISIZE\\fR\n")
                .contains(".SH EXIT STATUS");
    }

    @Test
    void two_writings_are_equal() throws IOException {
        new Screen().run("man-pages", directory.resolve("a").toString());
        new Screen().run("man-pages", directory.resolve("b").toString());
        assertThat(directory.resolve("a/jsec-run.1"))
                .hasSameBinaryContentAs(directory.resolve("b/jsec-run.1"));
    }
}
