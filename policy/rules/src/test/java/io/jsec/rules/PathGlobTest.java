package io.jsec.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {
    @ParameterizedTest
    @CsvSource({
        "Dockerfile, Dockerfile, true",
        "Dockerfile, a/b/Dockerfile, true",
        "/Dockerfile, a/Dockerfile, false",
        "a/*.yaml, a/x.yaml, true",
        "a/*.yaml, a/b/x.yaml, false",
        "a/**/x, a/b/c/x, true",
        "a/**/x, a/x, true",
        "a/**, a/b/c, true",
        "vendor/, x/vendor/y, true",
        "*.dockerfile, x.dockerfile, true",
        "x?, xy, true",
        "x.y, xzy, false",
    })
    void paths_match_as_in_gitignore(String glob, String path, boolean matches) {
        assertThat(PathGlob.of(glob).matches(path)).isEqualTo(matches);
    }
}
