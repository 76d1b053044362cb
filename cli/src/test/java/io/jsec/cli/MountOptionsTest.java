package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.MountRequest;
import io.jsec.launch.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountOptionsTest {
    @TempDir Path directory;

    private Path data;

    @BeforeEach
    void make_a_source() throws IOException {
        data = Files.createDirectory(directory.toRealPath().resolve("data"));
    }

    @Test
    void a_volume_is_a_bind_of_a_host_directory() {
        assertThat(volume(data + ":/d")).isEqualTo(new MountRequest.Bind(data, "/d", false));
    }

    @Test
    void a_volume_may_be_read_only() {
        assertThat(volume(data + ":/d:ro").readOnly()).isTrue();
        assertThat(volume(data + ":/d:rw").readOnly()).isFalse();
    }

    @Test
    void a_relative_source_starts_at_the_working_directory() {
        assertThat(volume("./data:/d")).isEqualTo(new MountRequest.Bind(data, "/d", false));
    }

    @Test
    void a_linked_source_is_its_target() throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), data);
        assertThat(volume("./link:/d")).isEqualTo(new MountRequest.Bind(data, "/d", false));
    }

    @Test
    void a_missing_source_is_refused_by_name_and_not_made() {
        assertThatThrownBy(() -> volume(directory + "/missing:/d"))
                .hasMessageContaining("/missing does not exist, and is not made behind your back");
        assertThat(directory.resolve("missing")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/d",
                "name:/d",
                "./data",
                "./data:/d:z",
                "./data:/d:Z",
                "./data:/d:ro,z",
                "./data:/d:shared",
                "./data:/d:frob",
                "./data:/d:",
                ":/d",
                "./data:",
                "a:b:c:d",
                "",
            })
    void what_is_no_bind_of_ours_is_refused(String text) {
        assertThatThrownBy(() -> volume(text))
                .hasMessageContaining("-v " + text + " refused: ")
                .hasMessageContaining(". Instead: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./data:d", "./data:/d/../e"})
    void a_target_that_is_not_plain_is_refused(String text) {
        assertThatThrownBy(() -> volume(text)).isInstanceOf(RefusedException.class);
    }

    @Test
    void a_mount_names_its_fields_in_dockers_words() {
        MountRequest.Bind expected = new MountRequest.Bind(data, "/d", true);
        assertThat(mount("type=bind,source=./data,target=/d,readonly")).isEqualTo(expected);
        assertThat(mount("type=bind,src=" + data + ",dst=/d,ro")).isEqualTo(expected);
        assertThat(mount("type=bind,src=./data,destination=/d,readonly=true")).isEqualTo(expected);
        assertThat(mount("type=bind,src=./data,target=/d,ro=false,bind-propagation=rprivate"))
                .isEqualTo(new MountRequest.Bind(data, "/d", false));
    }

    @Test
    void a_missing_source_of_a_mount_has_dockers_words() {
        assertThatThrownBy(() -> mount("type=bind,src=" + directory + "/missing,dst=/d"))
                .hasMessageContaining(
                        "invalid mount config for type \"bind\": bind source path does not exist: "
                                + directory
                                + "/missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "source=./data,target=/d",
                "type=volume,target=/d",
                "type=npipe,target=/d",
                "type=bind,target=/d",
                "type=bind,source=./data",
                "type=bind,source=,target=/d",
                "type=bind,source=./data,target=/d,frob=1",
                "type=bind,source=./data,target=/d,rw",
                "type=bind,source=./data,source=./data,target=/d",
                "type=bind,source=./data,target=/d,bind-propagation=shared",
                "type=bind,source=./data,target=/d,bind-recursive=disabled",
                "type=bind,source=./data,target=/d,readonly=maybe",
                "type=bind,\"source=./data,target=/d",
                "type=tmpfs,source=x,target=/d",
                "type=tmpfs,target=/d,tmpfs-mode=8",
            })
    void what_is_no_mount_of_ours_is_refused(String text) {
        assertThatThrownBy(() -> mount(text))
                .hasMessageContaining("--mount " + text + " refused: ")
                .hasMessageContaining(". Instead: ");
    }

    @Test
    void a_tmpfs_may_be_described_by_a_mount() {
        assertThat(mount("type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=0700"))
                .isEqualTo(new MountRequest.Tmpfs("/t", 1 << 20, 0700, 0, 0, false, false));
    }

    @Test
    void a_tmpfs_is_small_and_executes_nothing_unless_asked() {
        assertThat(tmpfs("/t"))
                .isEqualTo(new MountRequest.Tmpfs("/t", 64 << 20, 01777, 0, 0, false, false));
        assertThat(tmpfs("/t:rw,exec,size=2m,mode=755,uid=5,gid=6"))
                .isEqualTo(new MountRequest.Tmpfs("/t", 2 << 20, 0755, 5, 6, true, false));
        assertThat(tmpfs("/t:ro,noexec,nosuid,nodev").readOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/t:suid",
                "/t:dev",
                "/t:nr_inodes=5",
                "/t:mode=9",
                "/t:uid=x",
                "/t:",
                "/t:a"
            })
    void a_tmpfs_option_that_weakens_or_means_nothing_is_refused(String text) {
        assertThatThrownBy(() -> tmpfs(text))
                .hasMessageContaining("--tmpfs " + text + " refused: ");
    }

    @Test
    void a_tmpfs_of_no_size_is_refused() {
        assertThatThrownBy(() -> tmpfs("/t:size=50%")).hasMessageContaining("it is not a size");
        assertThatThrownBy(() -> tmpfs("/t:size=0")).isInstanceOf(RefusedException.class);
    }

    @Test
    void the_order_is_volumes_mounts_tmpfs() {
        RunOptions options = new RunOptions();
        options.tmpfs = List.of("/c");
        options.mounts = List.of("type=bind,src=./data,dst=/b");
        options.volumes = List.of("./data:/a");
        assertThat(parse(options).stream().map(MountRequest::target))
                .containsExactly("/a", "/b", "/c");
    }

    private MountRequest volume(String text) {
        RunOptions options = new RunOptions();
        options.volumes = List.of(text);
        return parse(options).getFirst();
    }

    private MountRequest mount(String text) {
        RunOptions options = new RunOptions();
        options.mounts = List.of(text);
        return parse(options).getFirst();
    }

    private MountRequest tmpfs(String text) {
        RunOptions options = new RunOptions();
        options.tmpfs = List.of(text);
        return parse(options).getFirst();
    }

    private List<MountRequest> parse(RunOptions options) {
        return MountOptions.parse(options, new Screen().in(directory).environment());
    }
}
