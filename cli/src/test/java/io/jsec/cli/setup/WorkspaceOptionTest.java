package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class WorkspaceOptionTest {
    @Test
    void a_directory_alone_is_written_by_container_root() {
        assertThat(WorkspaceOption.parse("/home/alice/src"))
                .isEqualTo(new WorkspaceOption("/home/alice/src", List.of(0)));
    }

    @Test
    void ids_after_as_may_write() {
        assertThat(WorkspaceOption.parse("/src:as=0,1000,65535").as())
                .containsExactly(0, 1000, 65_535);
    }

    @Test
    void colons_belong_to_the_directory() {
        assertThat(WorkspaceOption.parse("/a:b:as=1").directory()).isEqualTo("/a:b");
    }

    @Test
    void a_relative_directory_is_below_the_working_directory() {
        assertThat(WorkspaceOption.parse("src/../lib").directory())
                .isEqualTo(Path.of("lib").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":as=0",
                "/src:as=",
                "/src:as=root",
                "/src:as=0,0",
                "/src:as=65536",
                "/src:as=-1",
                "/src:as=0,",
                "/src:as=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17",
                "/a\nb"
            })
    void what_is_no_workspace_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> WorkspaceOption.parse(text))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("Instead: --workspace /home/alice/src:as=0,1000");
    }

    @Test
    void names_of_workspaces_tell_paths_apart() {
        assertThat(WorkspaceNames.of("/home/alice/src"))
                .startsWith("src-")
                .isNotEqualTo(WorkspaceNames.of("/home/bob/src"))
                .matches("[A-Za-z0-9_-]{1,128}");
        assertThat(WorkspaceNames.of("/" + "ü".repeat(200))).hasSizeLessThan(64);
    }
}
