package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares answers with checked-in files; {@code -Dgolden.update=true} rewrites them. */
final class Golden {
    private Golden() {}

    static void check(String name, JsonNode actual) throws IOException {
        check(name, actual.toPrettyString() + "\n");
    }

    static void check(String name, String actual) throws IOException {
        Path file = Path.of("src/test/resources/io/jsec/daemon/golden", name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
