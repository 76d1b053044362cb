package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedOptionsTest {
    // Promise P9
    @Test
    void every_option_of_dockers_run_is_either_ours_or_refused_by_name() throws IOException {
        Set<String> ours =
                Verbs.parser(Verb.RUN, new RunCommand(new Screen().environment()))
                        .getCommandSpec()
                        .optionsMap()
                        .keySet();
        Set<String> refused =
                RefusedOptions.rows().stream()
                        .flatMap(row -> Stream.of(row.name(), row.shorthand()))
                        .collect(Collectors.toSet());
        for (String name : dockerNames()) {
            assertThat(ours.contains(name) ^ refused.contains(name)).as(name).isTrue();
        }
    }

    @Test
    void every_row_has_a_reason_and_a_way_out() {
        assertThat(RefusedOptions.rows())
                .isNotEmpty()
                .allSatisfy(row -> {
                    assertThat(row.name()).startsWith("--");
                    assertThat(row.why()).isNotBlank().doesNotEndWith(".");
                    assertThat(row.instead()).isNotBlank().doesNotEndWith(".");
                });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void each_row_is_refused_by_name_when_it_is_typed(RefusedOptions.Row row) {
        Screen screen = new Screen();
        int exit = screen.run("run", "--rootfs", "/x", row.name() + "=1", "true");
        assertThat(screen.err())
                .startsWith("JSEC-C-003 " + row.name() + " refused: " + row.why() + ". Instead: ");
        assertThat(exit).isEqualTo(125);
    }

    @Test
    void a_short_letter_is_found_inside_a_cluster() {
        Screen screen = new Screen();
        int exit = screen.run("run", "-itd", "--rootfs", "/x", "true");
        assertThat(screen.err()).startsWith("JSEC-C-003 --detach refused: ");
        assertThat(exit).isEqualTo(125);
    }

    @Test
    void explain_refuses_with_the_exit_code_of_our_own_verbs() {
        Screen screen = new Screen();
        assertThat(screen.run("explain", "-p", "80:80", "--rootfs", "/x", "true")).isEqualTo(3);
        assertThat(screen.err()).startsWith("JSEC-C-003 --publish refused: ");
    }

    static List<RefusedOptions.Row> rows() {
        return RefusedOptions.rows();
    }

    private static List<String> dockerNames() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        RefusedOptionsTest.class.getResourceAsStream("docker-run-options.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().flatMap(line -> Stream.of(line.split(", "))).toList();
        }
    }
}
