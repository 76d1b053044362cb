package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ContainerGroupsTest {
    @TempDir private Path directory;

    @Test
    void the_groups_are_those_of_the_plan() {
        LaunchPlan plan =
                new LaunchPlan(
                        List.of(
                                new Step.Cgroup("/sys/fs/cgroup/pids/x", List.of(), 1),
                                new Step.Cgroup("/sys/fs/cgroup/freezer/x", List.of(), 1)));
        assertThat(ContainerGroups.of(plan).directories())
                .containsExactly(
                        Path.of("/sys/fs/cgroup/pids/x"), Path.of("/sys/fs/cgroup/freezer/x"));
    }

    @Test
    void a_file_is_found_in_whichever_group_has_it() throws IOException {
        Path one = Files.createDirectory(directory.resolve("one"));
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(other.resolve("pids.current"), "3\n");
        ContainerGroups groups = new ContainerGroups(List.of(one, other));
        assertThat(groups.file("pids.current")).contains(other.resolve("pids.current"));
        assertThat(groups.file("memory.current")).isEmpty();
    }

    @Test
    void the_freezer_of_version_one_is_switched_by_its_state() throws IOException {
        Path state = Files.writeString(directory.resolve("freezer.state"), "THAWED\n");
        ContainerGroups groups = new ContainerGroups(List.of(directory));
        assertThat(groups.isPaused()).isFalse();
        assertThat(groups.pause()).isTrue();
        assertThat(state).hasContent("FROZEN");
        assertThat(groups.isPaused()).isTrue();
        assertThat(groups.resume()).isTrue();
        assertThat(state).hasContent("THAWED");
    }

    @Test
    void a_group_of_version_two_stands_when_its_events_say_so() throws IOException {
        Path freeze = Files.writeString(directory.resolve("cgroup.freeze"), "0\n");
        Files.writeString(directory.resolve("cgroup.events"), "populated 1\nfrozen 1\n");
        ContainerGroups groups = new ContainerGroups(List.of(directory));
        assertThat(groups.isPaused()).isFalse();
        assertThat(groups.pause()).isTrue();
        assertThat(freeze).hasContent("1");
        assertThat(groups.isPaused()).isTrue();
        Files.writeString(directory.resolve("cgroup.events"), "populated 1\nfrozen 0\n");
        assertThat(groups.resume()).isTrue();
        assertThat(freeze).hasContent("0");
    }

    @Test
    void without_a_freezer_nothing_is_paused_and_it_is_said() {
        ContainerGroups none = new ContainerGroups(List.of());
        assertThat(none.pause()).isFalse();
        assertThat(none.resume()).isFalse();
        assertThat(none.isPaused()).isFalse();
    }
}
