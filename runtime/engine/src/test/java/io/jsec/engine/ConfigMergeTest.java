package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigMergeTest {
    private static final ContainerConfig IMAGE =
            ContainerConfig.builder("")
                    .entrypoint(Optional.of(List.of("/entry")))
                    .cmd("default", "words")
                    .env(List.of("PATH=/image", "KEEP=1", "GO=away"))
                    .user("web")
                    .workingDir("/srv")
                    .volumes(Set.of("/data"))
                    .labels(Map.of("from", "image", "both", "image"))
                    .stop("SIGQUIT", OptionalInt.empty())
                    .healthcheck(
                            Optional.of(
                                    new HealthConfig(
                                            List.of("CMD", "true"),
                                            Duration.ofSeconds(7),
                                            Duration.ZERO,
                                            Duration.ZERO,
                                            Duration.ZERO,
                                            0)))
                    .build();

    private static List<String> argv(ContainerConfigBuilder asked) {
        return ConfigMerge.argv(ConfigMerge.merge(asked.build(), IMAGE));
    }

    private static ContainerConfigBuilder asked() {
        return ContainerConfig.builder("small");
    }

    @Test
    void without_words_the_images_run() {
        assertThat(argv(asked())).containsExactly("/entry", "default", "words");
    }

    @Test
    void words_take_the_place_of_the_images_arguments() {
        assertThat(argv(asked().cmd("own"))).containsExactly("/entry", "own");
    }

    @Test
    void an_entrypoint_takes_the_images_arguments_away() {
        assertThat(argv(asked().entrypoint(Optional.of(List.of("/mine")))))
                .containsExactly("/mine");
        assertThat(argv(asked().entrypoint(Optional.of(List.of("/mine"))).cmd("own")))
                .containsExactly("/mine", "own");
    }

    @Test
    void an_empty_entrypoint_is_none() {
        assertThat(argv(asked().entrypoint(Optional.of(List.of(""))).cmd("own")))
                .containsExactly("own");
        assertThatThrownBy(() -> argv(asked().entrypoint(Optional.of(List.of("")))))
                .hasMessage("no command specified");
    }

    @Test
    void variables_are_added_replaced_and_taken_away() {
        ContainerConfig merged =
                ConfigMerge.merge(asked().env(List.of("PATH=/own", "GO", "NEW=2")).build(), IMAGE);
        assertThat(merged.env()).containsExactly("PATH=/own", "KEEP=1", "NEW=2");
        assertThatThrownBy(() -> ConfigMerge.merge(asked().env(List.of("=x")).build(), IMAGE))
                .hasMessageContaining("invalid environment variable");
    }

    @Test
    void the_rest_comes_from_the_image_where_nothing_is_asked() {
        ContainerConfig merged =
                ConfigMerge.merge(
                        asked().labels(Map.of("both", "own")).volumes(Set.of("/more")).build(),
                        IMAGE);
        assertThat(merged.user()).isEqualTo("web");
        assertThat(merged.workingDir()).isEqualTo("/srv");
        assertThat(merged.stopSignal()).isEqualTo("SIGQUIT");
        assertThat(merged.volumes()).containsExactly("/data", "/more");
        assertThat(merged.labels())
                .containsOnly(Map.entry("from", "image"), Map.entry("both", "own"));
        assertThat(merged.image()).isEqualTo("small");
    }

    @Test
    void a_health_check_is_merged_part_by_part() {
        HealthConfig own =
                new HealthConfig(
                        List.of(),
                        Duration.ZERO,
                        Duration.ofSeconds(2),
                        Duration.ZERO,
                        Duration.ZERO,
                        5);
        HealthConfig merged =
                ConfigMerge.merge(asked().healthcheck(Optional.of(own)).build(), IMAGE)
                        .healthcheck()
                        .orElseThrow();
        assertThat(merged.test()).containsExactly("CMD", "true");
        assertThat(merged.interval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(merged.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(merged.retries()).isEqualTo(5);
    }

    @Test
    void times_of_a_check_are_not_below_a_millisecond() {
        assertThatThrownBy(() ->
                        new HealthConfig(
                                List.of(),
                                Duration.ofNanos(5),
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                0))
                .hasMessage("Interval in Healthcheck cannot be less than 1ms");
    }
}
