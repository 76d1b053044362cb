package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files people review: compared, or rewritten with {@code -Dgolden.update=true}. */
final class Golden {
    private Golden() {}

    static void check(String name, String actual) throws IOException {
        Path file =
                Path.of(System.getProperty("jsec.root", ".."))
                        .resolve("cli/src/test/resources/golden/setup")
                        .resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertThat(file).exists();
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
