package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerStoreTest {
    private static final String ID = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);

    @TempDir Path directory;

    private ContainerStore store;

    @BeforeEach
    void prepare_a_store() {
        store = new ContainerStore(directory.resolve("state/store"));
        store.prepare();
    }

    @Test
    void the_stores_parent_is_closed_to_everybody_else() throws IOException {
        assertThat(Files.getPosixFilePermissions(directory.resolve("state")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_parent_that_stood_open_is_closed() throws IOException {
        Path state = directory.resolve("state");
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
        store.prepare();
        assertThat(Files.getPosixFilePermissions(state)).hasSize(3);
    }

    @Test
    void a_container_has_its_directories_and_its_lock() {
        ContainerStore.Claim claim = store.create(ID, Optional.of("web"), true);
        for (String name : new String[] {"upper", "work", "etc", "lock", "name", "pid"}) {
            assertThat(claim.directory().resolve(name)).exists();
        }
        assertThat(store.claim(claim.directory())).isEmpty();
        claim.lock().close();
    }

    @Test
    void a_name_in_use_is_refused_in_dockers_words() {
        ContainerStore.Claim claim = store.create(ID, Optional.of("web"), false);
        claim.lock().close();
        assertThatThrownBy(() -> store.create(OTHER, Optional.of("web"), false))
                .hasMessageContaining(
                        "Conflict. The container name \"/web\" is already in use by container \""
                                + ID
                                + "\"");
        assertThat(store.directory(OTHER)).doesNotExist();
    }

    @Test
    void the_name_of_what_only_waits_to_be_removed_is_free() {
        store.create(ID, Optional.of("web"), true).lock().close();
        store.create(OTHER, Optional.of("web"), true).lock().close();
        assertThat(store.directory(OTHER)).exists();
    }

    @Test
    void the_name_of_a_running_container_with_rm_is_taken() {
        ContainerStore.Claim running = store.create(ID, Optional.of("web"), true);
        assertThatThrownBy(() -> store.create(OTHER, Optional.of("web"), true))
                .hasMessageContaining("is already in use");
        running.lock().close();
    }

    @Test
    void what_a_dead_launch_left_is_claimed_once() {
        store.create(ID, Optional.empty(), true).lock().close();
        ContainerStore.Claim kept = store.create(OTHER, Optional.empty(), false);
        kept.lock().close();
        assertThat(store.claimStale())
                .singleElement()
                .satisfies(claim -> {
                    assertThat(claim.directory()).isEqualTo(store.directory(ID));
                    assertThat(store.claimStale()).isEmpty();
                    claim.lock().close();
                });
    }

    @Test
    void a_running_container_is_never_stale() {
        ContainerStore.Claim running = store.create(ID, Optional.empty(), true);
        assertThat(store.claimStale()).isEmpty();
        running.lock().close();
    }

    @Test
    void a_container_is_found_by_name_id_and_the_start_of_its_id() {
        store.create(ID, Optional.of("web"), false).lock().close();
        store.create(OTHER, Optional.empty(), false).lock().close();
        Path found = store.directory(ID);
        assertThat(store.find("web")).isEqualTo(found);
        assertThat(store.find("/web")).isEqualTo(found);
        assertThat(store.find(ID)).isEqualTo(found);
        assertThat(store.find("aba")).isEqualTo(found);
    }

    @Test
    void nobody_of_that_name_is_said_in_dockers_words_with_exit_1() {
        assertThatThrownBy(() -> store.find("web"))
                .isInstanceOfSatisfying(
                        CliException.class,
                        e -> {
                            assertThat(e).hasMessageContaining("No such container: web");
                            assertThat(e.exitCode()).isEqualTo(1);
                        });
        assertThatThrownBy(() -> store.find("")).hasMessageContaining("No such container: ");
    }

    @Test
    void a_start_that_two_ids_share_finds_neither() {
        store.create("ab".repeat(31) + "00", Optional.empty(), false).lock().close();
        store.create(ID, Optional.empty(), false).lock().close();
        assertThatThrownBy(() -> store.find("ab")).hasMessageContaining("several ids");
    }

    @Test
    void a_claimed_container_is_marked_so_that_a_death_leaves_it_to_the_next_start() {
        store.create(ID, Optional.of("web"), false).lock().close();
        ContainerStore.Claim claim = store.claim(store.directory(ID)).orElseThrow();
        claim.lock().close();
        assertThatThrownBy(() -> store.find("web")).hasMessageContaining("No such container");
        assertThat(store.claimStale()).hasSize(1);
    }

    @Test
    void what_died_while_it_was_made_goes_at_the_next_start() throws IOException {
        Files.createDirectory(store.directory(ID));
        Path half = Files.createDirectory(store.directory(OTHER));
        Files.createFile(half.resolve("lock"));
        Files.writeString(half.resolve("name"), "web");
        store.create("1".repeat(64), Optional.of("web"), false).lock().close();
        List<ContainerStore.Claim> stale = store.claimStale();
        assertThat(stale)
                .extracting(ContainerStore.Claim::directory)
                .containsExactlyInAnyOrder(store.directory(ID), half);
        stale.forEach(claim -> claim.lock().close());
    }

    @Test
    void what_died_while_it_was_removed_goes_at_the_next_start() throws IOException {
        store.create(ID, Optional.of("web"), true).lock().close();
        for (String name : List.of("lock", "upper", "name")) {
            Files.delete(store.directory(ID).resolve(name));
        }
        assertThat(store.claimStale()).singleElement().satisfies(claim -> claim.lock().close());
    }

    @Test
    void what_was_made_can_be_unmade_before_anything_ran() throws IOException {
        ContainerStore.Claim claim = store.create(ID, Optional.of("web"), false);
        Files.writeString(claim.directory().resolve("etc/hosts"), "");
        store.discard(claim);
        assertThat(claim.directory()).doesNotExist();
    }

    @Test
    void strangers_in_the_directory_are_left_alone() throws IOException {
        Path stranger = directory.resolve("state/store/containers/notes");
        Files.createDirectories(stranger.resolve("upper"));
        assertThat(store.claimStale()).isEmpty();
        try (Stream<Path> entries = Files.list(stranger)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void a_container_is_claimed_though_somebody_looks_for_it() throws InterruptedException {
        store.create(ID, Optional.of("web"), false).lock().close();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        Thread watcher =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!over.get()) {
                                store.isFree(store.directory(ID));
                                looks.incrementAndGet();
                            }
                        });
        while (looks.get() == 0) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 200; i++) {
            ContainerStore.Claim claim = store.claim(store.directory(ID)).orElseThrow();
            claim.lock().close();
        }
        over.set(true);
        watcher.join();
    }

    @Test
    void two_makers_at_once_give_a_name_to_one_of_them() throws InterruptedException {
        int makers = 8;
        AtomicInteger made = new AtomicInteger();
        Thread[] threads = new Thread[makers];
        for (int i = 0; i < makers; i++) {
            String id = Integer.toString(i).repeat(64);
            threads[i] =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    store.create(id, Optional.of("web"), false).lock().close();
                                    made.incrementAndGet();
                                } catch (CliException e) {
                                    assertThat(e.code()).isEqualTo(Code.NAME);
                                }
                            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(made).hasValue(1);
    }
}
