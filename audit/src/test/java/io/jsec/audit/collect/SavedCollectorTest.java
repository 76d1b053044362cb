package io.jsec.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.audit.saved.ImageBuilder;
import io.jsec.audit.saved.TarWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedCollectorTest {
    @TempDir Path folder = Path.of("/");

    private Collected collect(byte[] archive) throws IOException {
        Path file = folder.resolve("a.tar");
        Files.write(file, archive);
        return new SavedCollector(file, "a.tar").collect();
    }

    @Test
    void a_saved_image_is_collected() throws IOException {
        ImageBuilder image = new ImageBuilder().layer(new TarWriter().file("x", "x"));

        Collected collected = collect(image.docker("a:1"));

        assertThat(collected.facts())
                .extracting(each -> each.target().name())
                .containsExactly("a.tar");
        assertThat(collected.unreadable()).isEmpty();
    }

    @Test
    void what_is_no_image_is_unreadable() throws IOException {
        Collected collected = collect(new TarWriter().file("x", "x").bytes());

        assertThat(collected.facts()).isEmpty();
        assertThat(collected.unreadable()).hasSize(1);
    }

    @Test
    void a_file_that_is_missing_is_said() {
        assertThatThrownBy(() -> new SavedCollector(folder.resolve("none"), "none").collect())
                .isInstanceOf(IOException.class)
                .hasMessage("there is no such file");
    }
}
