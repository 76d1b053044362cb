package io.jsec.cli.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DockerVerbsTest {
    @ParameterizedTest
    @MethodSource("paths")
    void a_path_has_a_verb_whose_options_have_names_of_their_own(String path) {
        DockerVerb verb = DockerVerbs.of(path).orElseThrow();
        assertThat(verb.path()).isEqualTo(path);
        assertThat(verb.help()).endsWith(".");
        Set<String> names = new HashSet<>();
        for (Flag flag : verb.flags()) {
            assertThat(flag.help()).as(flag.name()).endsWith(".");
            assertThat(flag.isSwitch()).as(flag.name()).isEqualTo(flag.label().isEmpty());
            flag.typed().forEach(name -> assertThat(names.add(name)).as(name).isTrue());
        }
    }

    static List<String> paths() {
        return DockerVerbs.paths();
    }

    // Promise P9
    @Test
    void every_verb_of_docker_is_carried_or_refused_by_name() throws IOException {
        for (String verb : lines("docker-verbs.txt")) {
            List<String> words = List.of(verb.split(" ", -1));
            boolean carried =
                    DockerVerbs.of(verb).isPresent() || DockerVerbs.groups().contains(verb);
            boolean refused = NotCarried.verb(words).isPresent();
            assertThat(carried ^ refused).as(verb).isTrue();
        }
    }

    @Test
    void every_option_of_dockers_run_is_there() throws IOException {
        Set<String> ours = new HashSet<>();
        DockerVerbs.of("run").orElseThrow().flags().forEach(flag -> ours.addAll(flag.typed()));
        ours.add("--help");
        List<String> dockers =
                lines("docker-run-options.txt").stream()
                        .flatMap(line -> Stream.of(line.split(", ", -1)))
                        .toList();
        assertThat(ours).containsAll(dockers);
    }

    @Test
    void a_row_of_what_is_not_carried_says_why_and_what_instead() {
        assertThat(NotCarried.rows())
                .isNotEmpty()
                .allSatisfy(row -> {
                    assertThat(row.kind()).isIn("verb", "option");
                    assertThat(row.why()).isNotBlank().doesNotEndWith(".");
                    assertThat(row.instead()).isNotBlank();
                });
    }

    @Test
    void shorter_names_and_longer_ones_are_the_same_verb() {
        assertThat(found("container", "list", "-a").verb().path()).isEqualTo("container ls");
        assertThat(found("container", "ps").verb().path()).isEqualTo("container ls");
        assertThat(found("image", "remove", "x").verb().path()).isEqualTo("image rm");
        assertThat(found("volume", "list").words()).isEmpty();
        assertThat(DockerVerbs.find(List.of("container"))).isEmpty();
        assertThat(DockerVerbs.find(List.of("container", "fly"))).isEmpty();
        assertThat(DockerVerbs.find(List.of("fly"))).isEmpty();
    }

    private static DockerVerbs.Found found(String... words) {
        return DockerVerbs.find(List.of(words)).orElseThrow();
    }

    static List<String> lines(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        DockerVerbsTest.class.getResourceAsStream("/io/jsec/cli/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
