package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.CgroupView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docker update: at once, kept, and as a whole or not at all. */
class UpdatesTest {
    private static final long MIB = 1 << 20;

    @TempDir Path directory;
    private final FaultyStore.Switch faults = new FaultyStore.Switch();
    private EngineFixture fixture;
    private String id;
    private Path group;

    @BeforeEach
    void a_container_runs_with_limits() throws IOException {
        CgroupView view =
                new CgroupView.V2(
                        directory.resolve("cgroup"),
                        Set.of("cpu", "memory", "memory.swap", "pids", "cpuset"));
        fixture =
                new EngineFixture(
                        directory,
                        settings -> EngineFixture.with(settings, view),
                        store -> new FaultyStore(store, faults));
        HostConfig host = HostConfig.DEFAULT.with(Asked.memory(64 * MIB, 0, 0));
        id = fixture.create("web", host);
        fixture.containers().start(id);
        group = Files.createDirectories(directory.resolve("cgroup").resolve(id));
        holds("memory.max", "67108864");
        holds("memory.swap.max", "67108864");
        holds("memory.stat", "anon 20971520\nfile 30000000\nshmem 1048576\n");
        holds("cpu.max", "max 100000");
        holds("pids.max", "4096");
    }

    @AfterEach
    void the_engine_ends() {
        fixture.close();
    }

    private void holds(String file, String value) throws IOException {
        Files.writeString(group.resolve(file), value);
    }

    private String held(String file) throws IOException {
        return Files.readString(group.resolve(file));
    }

    private List<String> update(Resources resources) {
        return fixture.containers().update(id, new UpdateRequest(resources, Optional.empty()));
    }

    private Resources kept() {
        return fixture.containers().inspect(id, false).host().resources();
    }

    @Test
    void limits_of_a_running_container_change_at_once_and_are_kept() throws IOException {
        assertThat(update(Asked.cpu(1_500_000_000, 0, 0))).isEmpty();
        assertThat(held("cpu.max")).startsWith("150000 100000");
        assertThat(kept().nanoCpus()).isEqualTo(1_500_000_000);
        assertThat(kept().memoryBytes()).isEqualTo(64 * MIB);
        assertThat(held("memory.max")).isEqualTo("67108864");
        update(Asked.pids(77));
        assertThat(held("pids.max")).startsWith("77");
        update(Asked.pids(-1));
        assertThat(held("pids.max")).startsWith("max");
    }

    @Test
    void an_update_outlives_the_engine_and_a_restart() throws IOException {
        update(Asked.pids(77));
        holds("pids.max", "4096");
        fixture.killAndOpen();
        assertThat(kept().pidsLimit()).isEqualTo(77);
        assertThat(held("pids.max")).as("the groups follow the record").startsWith("77");
    }

    @Test
    void memory_grows_with_its_swap_in_dockers_way() throws IOException {
        assertThat(kept().memorySwapBytes()).isEqualTo(128 * MIB);
        assertThatThrownBy(() -> update(Asked.memory(256 * MIB, 0, 0)))
                .hasMessageContaining("update the memoryswap at the same time");
        assertThat(held("memory.max")).isEqualTo("67108864");
        update(Asked.memory(256 * MIB, -1, 0));
        assertThat(held("memory.max")).isEqualTo("268435456");
        assertThat(held("memory.swap.max")).startsWith("max");
        assertThat(kept().memorySwapBytes()).isEqualTo(-1);
    }

    @Test
    void a_limit_below_what_the_container_holds_is_refused_before_it_kills() throws IOException {
        assertThatThrownBy(() -> update(Asked.memory(8 * MIB, 8 * MIB, 0)))
                .hasMessageContaining("--memory 8m refused")
                .hasMessageContaining("holds 22020096 bytes");
        assertThat(held("memory.max")).isEqualTo("67108864");
        assertThat(kept().memoryBytes()).isEqualTo(64 * MIB);
    }

    // Promise P31
    @Test
    void what_was_written_before_a_refusal_is_put_back_and_nothing_is_kept() throws IOException {
        // The second file cannot be written: a directory stands in its place.
        Files.delete(group.resolve("memory.swap.max"));
        Files.createDirectory(group.resolve("memory.swap.max"));
        assertThatThrownBy(() -> update(Asked.memory(100 * MIB, 110 * MIB, 0)))
                .hasMessageContaining("--memory-swap 110m refused")
                .hasMessageContaining("nothing was changed");
        assertThat(held("memory.max").strip()).startsWith("67108864");
        assertThat(kept().memoryBytes()).isEqualTo(64 * MIB);
        fixture.killAndOpen();
        assertThat(kept().memoryBytes()).isEqualTo(64 * MIB);
    }

    @Test
    void a_refusal_is_told_and_taken_back_on_a_disk_that_is_full_by_then() throws IOException {
        Files.delete(group.resolve("pids.max"));
        Files.createDirectory(group.resolve("pids.max"));
        faults.failAfter(2);
        assertThatThrownBy(() -> update(Asked.pids(77)))
                .hasMessageContaining("--pids-limit 77 refused");
        assertThat(faults.struck()).isTrue();
        assertThat(kept().pidsLimit()).isZero();
    }

    @Test
    void a_set_that_was_empty_is_empty_again_after_a_refusal() throws IOException {
        holds("cpuset.cpus", "");
        Files.createDirectory(group.resolve("cpuset.mems"));
        assertThatThrownBy(() -> update(Asked.cpuset(0, "0", "0")))
                .hasMessageContaining("--cpuset-mems 0 refused");
        assertThat(held("cpuset.cpus")).isBlank();
    }

    @Test
    void contradictions_are_refused_in_dockerds_words() {
        update(Asked.cpu(500_000_000, 0, 0));
        assertThatThrownBy(() -> update(Asked.cpu(0, 0, 20_000)))
                .hasMessage(
                        "Conflicting options: CPU Quota cannot be updated as NanoCPUs has already"
                                + " been set");
        assertThatThrownBy(() -> update(Asked.cpu(0, 20_000, 0)))
                .hasMessageContaining("CPU Period cannot be updated as NanoCPUs");
    }

    @Test
    void more_than_the_host_has_is_refused_at_once() throws IOException {
        assertThatThrownBy(() -> update(Asked.cpu(4_000_000_000_000L, 0, 0)))
                .hasMessageContaining("--cpus 4000.000 refused: this host has");
        assertThatThrownBy(() -> update(Asked.cpuset(0, "", "4000")))
                .hasMessageContaining("--cpuset-mems 4000 refused");
        assertThat(held("cpu.max")).isEqualTo("max 100000");
    }

    @Test
    void a_controller_that_is_not_there_is_named() {
        assertThatThrownBy(() -> update(Asked.disk(500)))
                .hasMessageContaining("JSEC-C-200 --blkio-weight 500 refused")
                .hasMessageContaining("\"io\"");
        assertThat(kept().blkioWeight()).isZero();
    }

    @Test
    void where_the_container_goes_without_an_update_warns_and_is_kept() throws IOException {
        HostConfig.SecurityConfig security =
                HostConfig.DEFAULT.security().withSecurityOpt("jsec.degrade=1");
        String loose = fixture.run("loose", HostConfig.DEFAULT.with(security));
        Path own = Files.createDirectories(directory.resolve("cgroup").resolve(loose));
        Files.writeString(own.resolve("pids.max"), "4096");
        Resources both =
                new Resources(
                        0,
                        0,
                        0,
                        0,
                        "",
                        "",
                        0,
                        0,
                        0,
                        java.util.OptionalInt.empty(),
                        70,
                        500,
                        List.of(),
                        List.of(),
                        false,
                        List.of());
        assertThat(fixture.containers().update(loose, new UpdateRequest(both, Optional.empty())))
                .singleElement()
                .asString()
                .contains("--blkio-weight 500");
        assertThat(Files.readString(own.resolve("pids.max"))).startsWith("70");
    }

    @Test
    void limits_of_a_stopped_container_hold_from_its_next_start() throws IOException {
        fixture.containers().kill(id, "KILL");
        fixture.awaitEnd(id);
        update(Asked.pids(5));
        assertThat(held("pids.max")).isEqualTo("4096");
        assertThat(kept().pidsLimit()).isEqualTo(5);
    }

    @Test
    void a_group_of_version_one_that_was_not_joined_is_named_with_the_way_out() {
        var file =
                new io.jsec.launch.LimitFiles.GroupFile(
                        "--cpus 0.500", directory.resolve("none"), "cpu.cfs_quota_us", "50000");
        assertThatThrownBy(() -> GroupFiles.write(List.of(file)))
                .hasMessageContaining("--cpus 0.500 for a running container is not supported")
                .hasMessageContaining("docker stop, docker update, docker start");
    }

    @Test
    void what_cannot_be_dropped_is_anonymous_and_shared_memory() {
        assertThat(MemoryInUse.held(Optional.of("anon 5\nfile 100\nshmem 7\n"))).isEqualTo(12);
        assertThat(MemoryInUse.held(Optional.empty())).isZero();
    }

    @Test
    void swap_gives_room_as_far_as_group_and_host_have_it() {
        String meminfo = "SwapTotal: 100 kB\nSwapFree:         50 kB\n";
        for (Map.Entry<String, Long> each :
                Map.of("max", 51_200L, "10000", 9_000L, "500", 0L, "999999", 51_200L).entrySet()) {
            assertThat(MemoryInUse.room(Optional.of(each.getKey()), 1_000, meminfo))
                    .as(each.getKey())
                    .isEqualTo(each.getValue());
        }
        assertThat(MemoryInUse.room(Optional.of("max"), 0, "")).isZero();
        assertThat(MemoryInUse.room(Optional.empty(), 0, meminfo)).isZero();
    }
}
