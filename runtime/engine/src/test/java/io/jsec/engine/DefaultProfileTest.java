package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The profile of containers that do not ask. */
class DefaultProfileTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-new-privileges | hardened",
                "seccomp=builtin | hardened",
                "seccomp=docker | docker",
                "jsec.seccomp=docker | docker",
                "seccomp=unconfined | unconfined",
                "seccomp={} | custom",
            })
    void info_names_it(String option, String name) {
        try (EngineFixture fixture =
                new EngineFixture(
                        directory,
                        old -> EngineFixture.withOptions(old, List.of(option)),
                        UnaryOperator.identity())) {
            assertThat(fixture.engine().facts().info().securityOptions())
                    .contains("name=seccomp,profile=" + name);
        }
    }
}
