package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing can be kept any more: what makes room works, what takes some is refused as a whole. */
class FullDiskTest {
    @TempDir Path directory = Path.of("/");

    private final FaultyStore.Switch faults = new FaultyStore.Switch();
    private EngineFixture fixture;

    @BeforeEach
    void open() {
        fixture =
                new EngineFixture(
                        directory, settings -> settings, store -> new FaultyStore(store, faults));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<Path> files(String folder) throws IOException {
        Path where = directory.resolve(folder);
        if (!Files.exists(where)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(where)) {
            return all.toList();
        }
    }

    @Test
    void a_container_can_be_stopped() {
        String id = fixture.run("web");
        faults.failAfter(1);

        fixture.containers().stop(id, StopRequest.DEFAULT);

        assertThat(fixture.state(id)).isEqualTo("exited");
        assertThat(fixture.process(id).code()).isEqualTo(143);
    }

    @Test
    void the_end_of_what_was_stopped_then_is_told_by_the_next_engine() {
        String id = fixture.run("web");
        faults.failAfter(1);
        fixture.containers().stop(id, StopRequest.DEFAULT);
        faults.heal();

        fixture.killAndOpen();

        assertThat(fixture.containers().inspect(id, false).state().past().exitCode())
                .isEqualTo(143);
    }

    @Test
    void a_container_can_be_killed() {
        String id = fixture.run("web");
        faults.failAfter(1);

        fixture.containers().kill(id, "KILL");

        assertThat(fixture.awaitEnd(id)).isEqualTo(137);
    }

    @Test
    void one_that_runs_can_be_removed_by_force_as_soon_as_there_is_room_for_that_alone()
            throws Exception {
        String id = fixture.run("web");
        faults.failAfter(1);
        // Its files go and make the room that taking its record away needs.
        assertThatThrownBy(() -> fixture.containers().remove(id, new RemoveRequest(true, true)))
                .hasMessageContaining("no space left");
        assertThat(files("store/engine")).isEmpty();
        faults.heal();

        fixture.containers().remove(id, new RemoveRequest(true, true));

        assertThat(fixture.state(id)).isEqualTo("gone");
        fixture.create("web");
    }

    @Test
    void a_removal_that_an_engine_died_in_then_ends_with_another_one() {
        String id = fixture.create("web");
        faults.failAfter(1);
        assertThatThrownBy(() -> fixture.containers().remove(id, new RemoveRequest(false, false)))
                .isInstanceOf(EngineException.class);
        faults.heal();

        fixture.killAndOpen();

        // Nothing of the removal was kept, and its files are gone: it can only be removed.
        assertThat(fixture.state("web")).isEqualTo("dead");
        assertThatThrownBy(() -> fixture.containers().start("web"))
                .hasMessageContaining("marked for removal");
        fixture.containers().remove("web", new RemoveRequest(false, false));
        assertThat(fixture.state("web")).isEqualTo("gone");
    }

    @Test
    void a_restart_by_hand_is_refused_and_the_container_stays_stopped() {
        String id = fixture.run("web");
        faults.failAfter(1);

        assertThatThrownBy(() -> fixture.containers().restart(id, StopRequest.DEFAULT))
                .hasMessageContaining("no space left");

        assertThat(fixture.state(id)).isEqualTo("exited");
        faults.heal();
        fixture.containers().start(id);
        assertThat(fixture.state(id)).isEqualTo("running");
    }

    @Test
    void a_rename_that_cannot_be_kept_did_not_happen() {
        String id = fixture.create("old");
        faults.failAfter(1);
        assertThatThrownBy(() -> fixture.containers().rename(id, "new"))
                .hasMessageContaining("no space left");
        faults.heal();
        assertThat(fixture.containers().inspect("old", false).id()).isEqualTo(id);
        assertThat(fixture.state("new")).isEqualTo("gone");
        fixture.create("new");
        fixture.killAndOpen();
        assertThat(fixture.containers().inspect("old", false).id()).isEqualTo(id);
    }

    @Test
    void an_update_that_cannot_be_kept_did_not_happen() {
        String id = fixture.run("web");
        UpdateRequest always =
                new UpdateRequest(
                        Resources.DEFAULT,
                        java.util.Optional.of(new RestartPolicy(RestartPolicy.Mode.ALWAYS, 0)));
        faults.failAfter(1);
        assertThatThrownBy(() -> fixture.containers().update(id, always))
                .hasMessageContaining("no space left");
        assertThat(fixture.containers().inspect(id, false).host().restart().mode())
                .isEqualTo(RestartPolicy.Mode.NO);
    }

    private CreateRequest withVolumes(String name) {
        ContainerConfig config =
                ContainerConfig.builder(EngineFixture.IMAGE)
                        .cmd("/bin/sh")
                        .volumes(Set.of("/one", "/two"))
                        .build();
        return CreateRequest.of(EngineFixture.IMAGE).with(config).named(name);
    }

    // Promise P29
    @Test
    void a_creation_that_fails_at_any_write_leaves_nothing_and_no_name_taken() throws Exception {
        int written = 1;
        boolean made = false;
        while (!made) {
            faults.failAfter(written++);
            try {
                fixture.containers().create(withVolumes("web"));
                made = true;
            } catch (EngineException e) {
                assertThat(e).hasMessageContaining("no space left");
                faults.heal();
                assertThat(fixture.state("web")).isEqualTo("gone");
                assertThat(fixture.containers().list(ListRequest.ALL)).isEmpty();
                // Another one may have the name at once, and takes away what was left of that one.
                String id = fixture.containers().create(withVolumes("web")).id();
                assertThat(files("store/engine"))
                        .containsExactly(directory.resolve("store/engine").resolve(id));
                fixture.containers().remove(id, new RemoveRequest(false, true));
                fixture.killAndOpen();
                assertThat(fixture.engine().volumes().list(Filters.NONE)).isEmpty();
                assertThat(files("store/volumes")).isEmpty();
            }
        }
        assertThat(written).as("a record, two volumes, and that it is whole").isEqualTo(6);
        faults.heal();
        assertThat(fixture.state("web")).isEqualTo("created");
    }

    @Test
    void a_start_that_fails_at_any_write_can_be_tried_again() {
        for (int written = 1; written < 4; written++) {
            String id = fixture.create("c" + written);
            faults.failAfter(written);
            try {
                fixture.containers().start(id);
            } catch (EngineException e) {
                assertThat(fixture.state(id)).isEqualTo("created");
                faults.heal();
                fixture.containers().start(id);
            }
            faults.heal();
            assertThat(fixture.state(id)).isEqualTo("running");
            fixture.killAndOpen();
            assertThat(fixture.state(id)).as("write %s", written).isEqualTo("running");
        }
    }
}
