package io.jsec.daemon.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMarkTest {
    @TempDir Path folder;

    @Test
    void a_file_has_the_same_mark_until_it_is_written_or_replaced() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "one");
        FileTime time = Files.getLastModifiedTime(file);
        Optional<FileMark> first = FileMark.of(file);
        assertThat(FileMark.of(file)).isEqualTo(first).isPresent();

        Files.writeString(file, "longer");
        Files.setLastModifiedTime(file, time);
        assertThat(FileMark.of(file)).isNotEqualTo(first);

        Path other = Files.writeString(folder.resolve("b"), "two");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(FileMark.of(file)).isNotEqualTo(first);

        Files.delete(file);
        assertThat(FileMark.of(file)).isEmpty();
    }
}
