package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ConfigChangeTest {
    private static ImageConfig apply(String... changes) {
        return ConfigChange.apply(ImageConfig.EMPTY, List.of(changes));
    }

    @Test
    void commands_have_a_json_and_a_shell_form() {
        assertThat(apply("CMD [\"a\", \"b c\"]").command()).containsExactly("a", "b c");
        assertThat(apply("CMD a \"b c\"").command()).containsExactly("/bin/sh", "-c", "a \"b c\"");
        assertThat(apply("ENTRYPOINT [\"e\"]").entrypoint()).containsExactly("e");
        assertThat(apply("cmd []").command()).isEmpty();
        assertThat(apply("CMD [broken").command()).containsExactly("/bin/sh", "-c", "[broken");
    }

    @Test
    void variables_and_labels_are_pairs() {
        assertThat(apply("ENV a=1 b=\"two words\" c=it\\ is", "ENV a=3", "ENV old the rest").env())
                .containsExactly("a=3", "b=two words", "c=it is", "old=the rest");
        assertThat(apply("LABEL x=1 y='$z'", "LABEL x=").labels())
                .isEqualTo(Map.of("x", "", "y", "$z"));
    }

    @Test
    void ports_are_numbers_with_a_protocol() {
        assertThat(apply("EXPOSE 80 53/udp 8000-8002").exposedPorts())
                .containsExactly("53/udp", "80/tcp", "8000/tcp", "8001/tcp", "8002/tcp");
    }

    @Test
    void the_others_are_taken_as_they_are() {
        ImageConfig config =
                apply(
                        "USER 1000:100",
                        "WORKDIR /srv",
                        "WORKDIR app/../lib",
                        "VOLUME /data",
                        "VOLUME [\"/a b\"]",
                        "STOPSIGNAL SIGINT",
                        "ONBUILD RUN make");

        assertThat(config.user()).isEqualTo("1000:100");
        assertThat(config.workingDir()).isEqualTo("/srv/lib");
        assertThat(config.volumes()).containsExactly("/a b", "/data");
        assertThat(config.stopSignal()).isEqualTo("SIGINT");
        assertThat(config.onBuild()).containsExactly("RUN make");
    }

    @Test
    void health_checks_have_flags_and_a_command() {
        ImageHealthcheck check =
                apply("HEALTHCHECK --interval=1m30s --timeout=500ms --retries=2 CMD curl -f x")
                        .healthcheck()
                        .orElseThrow();

        assertThat(check.test()).containsExactly("CMD-SHELL", "curl -f x");
        assertThat(check.interval()).isEqualTo(Duration.ofSeconds(90));
        assertThat(check.timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(check.retries()).isEqualTo(2);
        assertThat(apply("HEALTHCHECK CMD [\"a\"]").healthcheck().orElseThrow().test())
                .containsExactly("CMD", "a");
        assertThat(apply("HEALTHCHECK NONE").healthcheck().orElseThrow().test())
                .containsExactly("NONE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN make",
                "CMD",
                "",
                "FROM scratch",
                "ENV a",
                "ENV =x",
                "LABEL \"open",
                "EXPOSE http",
                "EXPOSE 0",
                "EXPOSE 70000",
                "EXPOSE 9-8",
                "EXPOSE 1-65535",
                "EXPOSE 80/icmp",
                "HEALTHCHECK curl",
                "HEALTHCHECK --interval=1 CMD x",
                "HEALTHCHECK --retries=x CMD x",
                "WORKDIR ../../x",
            })
    void what_is_not_understood_is_refused_by_name(String change) {
        assertThatThrownBy(() -> apply(change))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.BAD_PARAMETER))
                .hasMessageStartingWith("change '" + change + "' refused: ");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1ns,1", "1.5s,1500000000", "1h1m,3660000000000", "2us,2000"})
    void durations_are_those_of_go(String text, long nanos) {
        assertThat(GoDuration.parse(text)).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "1s ", "-1s", "1d", "1s1"})
    void what_is_no_duration_is_refused(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_written_configuration_reads_back() {
        ImageConfig config =
                apply(
                        "CMD [\"c\"]",
                        "ENTRYPOINT [\"e\"]",
                        "ENV a=b",
                        "LABEL l=m",
                        "EXPOSE 80",
                        "VOLUME /v",
                        "USER u",
                        "WORKDIR /w",
                        "STOPSIGNAL 2",
                        "ONBUILD RUN x",
                        "HEALTHCHECK --interval=1s CMD t");
        byte[] blob = ConfigWriter.document(Map.of(), config, List.of(), List.of());

        assertThat(ConfigDocument.parse(blob).config()).isEqualTo(config);
    }
}
