package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that people review, kept as files; {@code -Dgolden.update=true} writes it anew. */
final class Golden {
    private static final Path DIRECTORY = Path.of("src/test/resources/io/jsec/seccomp");

    private Golden() {}

    static void assertEqual(String file, String actual) {
        Path path = DIRECTORY.resolve(file);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(DIRECTORY);
                Files.writeString(path, actual);
            }
            assertThat(actual).as(file).isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
