package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.ContainerUser;
import io.jsec.launch.LaunchHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class WorkspacesTest {
    private static final Path SRC = Path.of("/home/alice/src");

    @TempDir Path folder;
    private Path place;

    @BeforeEach
    void twoWorkspaces() throws IOException {
        place = folder.toRealPath().resolve("workspaces");
        workspace("src-1", SRC, "0/0", "0/1", "1000/0", "1000/1");
        workspace("lib-2", SRC.resolve("lib"), "0/0", "0/1");
    }

    private void workspace(String name, Path directory, String... views) throws IOException {
        for (String view : views) {
            Files.createDirectories(place.resolve(name).resolve(view).resolve("below"));
        }
        Files.createSymbolicLink(place.resolve(name).resolve("dir"), directory);
    }

    private Workspaces workspaces() {
        return new Workspaces(place);
    }

    private static ContainerUser user(int uid, int gid) {
        return new ContainerUser(uid, gid, List.of(), "/");
    }

    @Test
    void container_root_has_the_view_of_its_slot() {
        assertThat(workspaces().in(1, ContainerUser.ROOT))
                .contains(new LaunchHost.Workspace(SRC, place.resolve("src-1/0/1")));
    }

    @Test
    void a_user_with_a_view_of_its_own_has_that() {
        assertThat(workspaces().in(1, user(1000, 1000)))
                .containsExactly(new LaunchHost.Workspace(SRC, place.resolve("src-1/1000/1")));
    }

    @Test
    void a_user_without_a_view_of_its_own_has_no_workspace() {
        assertThat(workspaces().in(0, user(7, 7))).isEmpty();
    }

    @Test
    void a_user_whose_group_could_not_own_new_files_has_no_workspace() {
        assertThat(workspaces().in(0, user(1000, 0))).isEmpty();
        assertThat(workspaces().in(0, user(0, 1000))).isEmpty();
    }

    @Test
    void a_slot_without_views_has_no_workspace() {
        assertThat(workspaces().in(2, ContainerUser.ROOT)).isEmpty();
    }

    @Test
    void the_workspace_within_another_comes_first() {
        assertThat(workspaces().in(0, ContainerUser.ROOT))
                .extracting(LaunchHost.Workspace::directory)
                .containsExactly(SRC.resolve("lib"), SRC);
    }

    @Test
    void a_path_in_a_workspace_is_looked_up_in_a_view() throws IOException {
        assertThat(workspaces().real(SRC.resolve("below"))).contains(SRC.resolve("below"));
        assertThat(workspaces().real(SRC)).contains(SRC);
    }

    @Test
    void a_path_that_is_absent_is_absent() {
        assertThatThrownBy(() -> workspaces().real(SRC.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_link_within_a_workspace_is_followed() throws IOException {
        Files.createSymbolicLink(place.resolve("src-1/0/0/link"), Path.of("below"));
        Files.createSymbolicLink(place.resolve("src-1/1000/0/link"), Path.of("below"));
        assertThat(workspaces().real(SRC.resolve("link"))).contains(SRC.resolve("below"));
    }

    @Test
    void a_link_that_leads_out_is_refused() throws IOException {
        Files.createSymbolicLink(place.resolve("src-1/0/0/out"), folder);
        Files.createSymbolicLink(place.resolve("src-1/1000/0/out"), folder);
        assertThatThrownBy(() -> workspaces().real(SRC.resolve("out")))
                .hasMessageContaining("leads out of the workspace");
    }

    @Test
    void a_path_elsewhere_is_in_no_workspace() throws IOException {
        assertThat(workspaces().real(Path.of("/home/alice/srcs"))).isEmpty();
        assertThat(new Workspaces(folder.resolve("none")).real(SRC)).isEmpty();
        assertThat(new Workspaces(folder.resolve("none")).in(0, ContainerUser.ROOT)).isEmpty();
    }
}
