package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.launch.CgroupView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over folders where the kernel has groups: theirs vanish with one call, too. */
class LeftGroupsTest {
    private static final String LEFT = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    @TempDir Path directory = Path.of("/");
    private @Nullable EngineFixture fixture;

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private Path group(String hierarchy, String id) throws IOException {
        return Files.createDirectories(directory.resolve(hierarchy).resolve(id));
    }

    private CgroupView.Hierarchy hierarchy(String name) {
        return new CgroupView.Hierarchy(directory.resolve(name), List.of(name), "");
    }

    @Test
    void groups_of_every_hierarchy_of_version_1_are_removed() throws IOException {
        Path pids = group("pids", LEFT);
        Path freezer = group("freezer", LEFT);
        Path other = group("pids", OTHER);

        new LeftGroups(new CgroupView.V1(List.of(hierarchy("pids"), hierarchy("freezer"))))
                .remove(LEFT);

        assertThat(pids).doesNotExist();
        assertThat(freezer).doesNotExist();
        assertThat(other).isDirectory();
    }

    @Test
    void the_group_of_version_2_is_removed() throws IOException {
        Path left = group("unified", LEFT);
        Path other = group("unified", OTHER);

        new LeftGroups(new CgroupView.V2(directory.resolve("unified"), Set.of("pids")))
                .remove(LEFT);

        assertThat(left).doesNotExist();
        assertThat(other).isDirectory();
    }

    @Test
    void what_was_frozen_is_let_go_first() throws IOException {
        Path left = group("unified", LEFT);
        Files.writeString(left.resolve("cgroup.freeze"), "1");
        Files.writeString(left.resolve("freezer.state"), "FROZEN");
        Thread kernel =
                Thread.ofPlatform()
                        .start(() -> {
                            // As the kernel: the group is empty once it was let go.
                            try {
                                Path freeze = left.resolve("cgroup.freeze");
                                while (!Files.readString(freeze).equals("0")) {
                                    Thread.onSpinWait();
                                }
                                assertThat(left.resolve("freezer.state")).hasContent("THAWED");
                                Files.delete(left.resolve("freezer.state"));
                                Files.delete(freeze);
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });

        new LeftGroups(new CgroupView.V2(directory.resolve("unified"), Set.of())).remove(LEFT);

        join(kernel);
        assertThat(left).doesNotExist();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void without_control_groups_there_is_nothing_to_do() {
        new LeftGroups(new CgroupView.None("why", "fix")).remove(LEFT);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void an_engine_removes_only_groups_of_containers_whose_launcher_is_gone() throws IOException {
        Path groups = Files.createDirectories(directory.resolve("groups"));
        EngineFixture engine =
                new EngineFixture(
                        directory.resolve("engine"),
                        settings ->
                                EngineFixture.with(settings, new CgroupView.V2(groups, Set.of())),
                        store -> store);
        fixture = engine;
        String lost = engine.create("lost");
        String runs = engine.run("runs");
        Path lostGroup = Files.createDirectory(groups.resolve(lost));
        Path runningGroup = Files.createDirectory(groups.resolve(runs));
        Path strange = Files.createDirectory(groups.resolve(OTHER));

        engine.killAndOpen();

        assertThat(lostGroup).doesNotExist();
        assertThat(runningGroup).isDirectory();
        assertThat(strange).isDirectory();
    }
}
