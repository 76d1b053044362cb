package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole files and all that a parse tells of them, as text to review; {@code -Dgolden.update=true}
 * writes the texts anew. Each file is also read with line ends of Windows: only here-documents and
 * the places at ends of lines may tell.
 */
class ParseGoldenTest {
    static Stream<Path> files() throws IOException, URISyntaxException {
        Path folder =
                Path.of(
                        Objects.requireNonNull(ParseGoldenTest.class.getResource("/parse"))
                                .toURI());
        try (Stream<Path> all = Files.list(folder)) {
            return all
                    .filter(file -> file.toString().endsWith(".Dockerfile"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_tells_what_it_did(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Dockerfile parsed = Dockerfile.parse(bytes);
        assertThat(parsed.print()).isEqualTo(bytes);
        String name = file.getFileName().toString().replace(".Dockerfile", ".parse");
        String told = Dump.of(parsed);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/test/resources/parse").resolve(name), told);
        }
        assertThat(told).isEqualTo(Files.readString(file.resolveSibling(name)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void line_ends_of_windows_change_here_documents_only(Path file) throws IOException {
        String text = Files.readString(file).replace("\r", "");
        Dockerfile plain = Dockerfile.parse(text);
        String windows = text.replace("\n", "\r\n");
        Dockerfile other = Dockerfile.parse(windows);
        assertThat(other.print()).isEqualTo(windows.getBytes(StandardCharsets.UTF_8));
        assertThat(Dump.of(other).replace("\\r", "")).isEqualTo(Dump.of(plain));
    }
}
