package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
    @ParameterizedTest
    @CsvSource({
        "'', a, a",
        "a, b, a/b",
        "a, ./b/, a/b",
        "a, ../b, b",
        "a, ../../b, ../b",
        "a, ../../../b, ../../b",
        "'', ../b/../../c, ../../c",
        "a, /b, ../b",
        "a/b, ., a/b",
        "a, .., ''",
    })
    void a_path_is_that_of_a_folder(String folder, String path, String result) {
        assertThat(TreePaths.below(folder, path)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "a, a, ''",
        "'', a/b, a/b",
        "a/b, '', ../..",
        "a/b, a/c, ../c",
        "a, b, ../b",
        "ab, a, ../a",
    })
    void the_way_between_folders_is_the_shortest(String from, String to, String way) {
        assertThat(TreePaths.between(from, to)).isEqualTo(way);
        assertThat(TreePaths.below(from, way)).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({"../a, true", "'..', true", "..a, false", "a/..b, false", "'', false"})
    void outside_is_what_begins_with_two_dots(String path, boolean outside) {
        assertThat(TreePaths.isOutside(path)).isEqualTo(outside);
    }

    @ParameterizedTest
    @CsvSource({
        "https://x/y.git, true",
        "git@host:x, true",
        "github.com/x/y, true",
        "oci://x, true",
        "./github.com/x, false",
        "a.yaml, false",
    })
    void what_is_fetched_is_known_by_its_form(String written, boolean remote) {
        assertThat(TreePaths.isRemote(written)).isEqualTo(remote);
    }
}
