package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedProbeTest {
    private static final Path ANY_PROGRAM = Path.of("/bin/true");

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"jsec/probe", "jsec/probe:latest"})
    void the_probe_is_there_for_whoever_names_it_and_not_before(String name) throws IOException {
        Files.copy(ANY_PROGRAM, directory.resolve("jsec-probe"));
        try (EngineFixture fixture = new EngineFixture(directory)) {
            assertThatThrownBy(() -> fixture.engine().imageStore().find("jsec/probe"))
                    .isInstanceOf(ImageException.class);

            fixture.engine().containers().create(CreateRequest.of(name).named("probe"));

            assertThat(fixture.engine().imageStore().find("jsec/probe").repoTags())
                    .containsExactly("jsec/probe:latest");
        }
    }

    @Test
    void without_its_program_it_is_an_error_that_names_it() {
        try (EngineFixture fixture = new EngineFixture(directory)) {
            assertThatThrownBy(() ->
                            fixture.engine()
                                    .containers()
                                    .create(CreateRequest.of("jsec/probe").named("probe")))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("jsec-probe");
        }
    }
}
