package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that people review, kept as files; {@code -Dgolden.update=true} writes it anew. */
final class Golden {
    private static final Path TESTS = Path.of("src/test/resources/io/jsec/seccomp");
    private static final Path RESOURCES = Path.of("src/main/resources/io/jsec/seccomp");

    private Golden() {}

    static void assertEqual(String file, String actual) {
        assertEqual(TESTS.resolve(file), actual);
    }

    /** For a reviewed text that the program itself reads. */
    static void assertResource(String file, String actual) {
        assertEqual(RESOURCES.resolve(file), actual);
    }

    private static void assertEqual(Path path, String actual) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(TESTS);
                Files.writeString(path, actual);
            }
            assertThat(actual).as(path.toString()).isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
