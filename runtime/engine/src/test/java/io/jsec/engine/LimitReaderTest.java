package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.CpuQuota;
import io.jsec.launch.IoLimits;
import io.jsec.launch.Limits;
import io.jsec.launch.MemoryLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Docker's resources as limits, and dockerd's words where they contradict themselves. */
class LimitReaderTest {
    private static Limits limits(Resources resources) {
        return LimitReader.read(HostConfig.DEFAULT.with(resources), EngineSettings.Defaults.DOCKER);
    }

    @Test
    void processors_come_as_billionths_or_as_a_quota() {
        assertThat(limits(Asked.cpu(1_500_000_000, 0, 0)).cpu().quota())
                .contains(new CpuQuota(150_000, 100_000));
        assertThat(limits(Asked.cpu(0, 50_000, 25_000)).cpu().quota())
                .contains(new CpuQuota(25_000, 50_000));
        assertThat(limits(Asked.cpu(0, 0, 25_000)).cpu().quota())
                .contains(new CpuQuota(25_000, 100_000));
        assertThat(limits(Asked.cpu(0, 50_000, 0)).cpu().quota())
                .contains(new CpuQuota(CpuQuota.UNLIMITED, 50_000));
        assertThat(limits(Asked.cpu(0, 0, -1)).cpu().quota())
                .contains(new CpuQuota(CpuQuota.UNLIMITED, 100_000));
        assertThat(limits(Asked.cpu(0, 0, 0)).cpu().quota()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, hundred-thousandths",
        "1000000000, 100000, 0, Nano CPUs and CPU Period cannot both be set",
        "1000000000, 0, 50000, Nano CPUs and CPU Quota cannot both be set",
        "0, 999, 0, --cpu-period 999",
        "0, 1000001, 0, --cpu-period 1000001",
        "0, 0, 999, from 1000 us",
        "90000000, 0, 0, ''"
    })
    void a_quota_the_kernel_does_not_take_is_refused_by_name(
            long nanos, long period, long quota, String words) {
        if (words.isEmpty()) {
            assertThat(limits(Asked.cpu(nanos, period, quota)).cpu().quota()).isPresent();
        } else {
            assertThatThrownBy(() -> limits(Asked.cpu(nanos, period, quota)))
                    .hasMessageContaining(words);
        }
    }

    @Test
    void swap_is_the_sum_dockers_way() {
        assertThat(limits(Asked.memory(64 << 20, 0, 0)).memory())
                .isEqualTo(MemoryLimits.of(64 << 20));
        assertThat(limits(Asked.memory(64 << 20, 96 << 20, 0)).memory().withSwapBytes())
                .hasValue(96 << 20);
        assertThat(limits(Asked.memory(64 << 20, -1, 0)).memory().withSwapBytes())
                .hasValue(MemoryLimits.UNLIMITED);
        assertThat(limits(Asked.memory(0, -1, 0)).memory().withSwapBytes())
                .hasValue(MemoryLimits.UNLIMITED);
        assertThat(Asked.memory(64 << 20, 0, 0).complete().memorySwapBytes()).isEqualTo(128 << 20);
        assertThat(Asked.memory(0, 0, 0).complete()).isEqualTo(Resources.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "67108864, 1, 0, Minimum memoryswap limit should be larger than memory limit",
        "0, 67108864, 0, You should always set the Memory limit when using Memoryswap limit",
        "67108864, 0, 67108865, Minimum memory limit can not be less than memory reservation",
        "1000, 0, 0, at least 6 MiB",
        "0, 0, 5, --memory-reservation 5"
    })
    void memory_that_contradicts_itself_is_refused(
            long bytes, long swap, long reservation, String words) {
        assertThatThrownBy(() -> limits(Asked.memory(bytes, swap, reservation)))
                .hasMessageContaining(words);
    }

    @Test
    void swappiness_and_waiting_for_memory_are_kept_for_the_compiler_to_judge() {
        MemoryLimits memory = limits(Asked.swappiness(0, true)).memory();
        assertThat(memory.swappiness()).hasValue(0);
        assertThat(memory.oomKillDisable()).isTrue();
        assertThat(limits(Asked.swappiness(-1, false)).memory().swappiness()).isEmpty();
        assertThatThrownBy(() -> limits(Asked.swappiness(101, false)))
                .hasMessageContaining("--memory-swappiness 101");
    }

    @Test
    void no_limit_of_processes_is_a_limit_too() {
        assertThat(limits(Asked.pids(-1)).pids()).hasValue(Limits.PIDS_UNLIMITED);
        assertThat(limits(Asked.pids(7)).pids()).hasValue(7);
        assertThat(limits(Asked.pids(0)).pids()).isEmpty();
    }

    @Test
    void processors_and_memory_nodes_are_lists() {
        Limits limits = limits(Asked.cpuset(1, "0-1", "0"));
        assertThat(limits.cpu().shares()).hasValue(2);
        assertThat(limits.cpu().cpus()).hasToString("Optional[0-1]");
        assertThat(limits.cpu().nodes()).hasToString("Optional[0]");
        assertThatThrownBy(() -> limits(Asked.cpuset(0, "x", ""))).hasMessageContaining("\"x\"");
    }

    @Test
    void a_weight_is_10_to_1000() {
        assertThat(limits(Asked.disk(500)).io().weight()).hasValue(500);
        assertThatThrownBy(() -> limits(Asked.disk(9))).hasMessageContaining("--blkio-weight 9");
        assertThatThrownBy(() -> limits(Asked.disk(1001))).hasMessageContaining("10 to 1000");
    }

    @Test
    void a_rate_names_a_block_device(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        for (String path : List.of("/dev/null", file.toString())) {
            Resources.DeviceRate rate =
                    new Resources.DeviceRate(Resources.RateKind.READ_BPS, path, 1);
            assertThatThrownBy(() -> limits(Asked.disk(0, rate)))
                    .hasMessage(path + " is not a block device");
        }
        Resources.DeviceRate missing =
                new Resources.DeviceRate(Resources.RateKind.WRITE_IOPS, "/dev/none-such", 1);
        assertThatThrownBy(() -> limits(Asked.disk(0, missing)))
                .hasMessageContaining("there is no block device /dev/none-such");
    }

    @Test
    void a_weight_of_a_disk_names_a_block_device(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        for (String path : List.of("/dev/null", file.toString(), "/dev")) {
            assertThatThrownBy(() -> limits(Asked.weighed(path, 500)))
                    .hasMessage(path + " is not a block device");
        }
        assertThatThrownBy(() -> limits(Asked.weighed("/dev/none-such", 500)))
                .hasMessageContaining("there is no block device /dev/none-such");
        assertThatThrownBy(() -> limits(Asked.weighed("a\0b", 500)))
                .hasMessageContaining("there is no block device a");
    }

    @Test
    void a_scheduler_is_at_work_where_its_name_is_marked(@TempDir Path sys) throws Exception {
        BlockDevice device = new BlockDevice(8, 16);
        assertThat(device.isScheduledBy("bfq", sys)).as("no queue").isFalse();
        Path queue = Files.createDirectories(sys.resolve("8:16/queue"));
        Files.writeString(queue.resolve("scheduler"), "none mq-deadline [bfq]\n");
        assertThat(device.isScheduledBy("bfq", sys)).isTrue();
        assertThat(device.isScheduledBy("mq-deadline", sys)).isFalse();
        Files.writeString(queue.resolve("scheduler"), "[none] mq-deadline bfq\n");
        assertThat(device.isScheduledBy("bfq", sys)).isFalse();
    }

    @Test
    void a_part_of_a_disk_is_refused(@TempDir Path sys) throws Exception {
        Files.createDirectories(sys.resolve("8:0/queue"));
        Files.createDirectories(sys.resolve("8:1"));
        Files.writeString(sys.resolve("8:1/partition"), "1\n");
        new BlockDevice(8, 0).checkWhole("/dev/sda", sys);
        assertThatThrownBy(() -> new BlockDevice(8, 1).checkWhole("/dev/sda1", sys))
                .hasMessageContaining("/dev/sda1 refused: it is a part of a disk")
                .hasMessageContaining("Instead: the disk it is on");
    }

    @Test
    void device_numbers_are_unpacked_as_packed_by_the_c_library() {
        assertThat(BlockDevice.ofNumber(0x0801)).isEqualTo(new BlockDevice(8, 1));
        assertThat(BlockDevice.ofNumber(0x12300000L | 0xfd45))
                .isEqualTo(new BlockDevice(0xfd, 0x12345));
    }

    @Test
    void kinds_of_rates_are_the_launchers() {
        for (Resources.RateKind kind : Resources.RateKind.values()) {
            assertThat(IoLimits.Kind.valueOf(kind.name()).option().replace("-", ""))
                    .isEqualToIgnoringCase("--".replace("-", "") + kind.field().substring(5));
        }
    }

    @Test
    void an_oom_score_is_in_dockers_range() {
        HostConfig.SecurityConfig security = HostConfig.DEFAULT.security();
        assertThat(limits(Resources.DEFAULT).oomScoreAdj()).isEmpty();
        assertThat(LimitReader.read(scored(security, 500), EngineSettings.Defaults.DOCKER))
                .extracting(limits -> limits.oomScoreAdj().orElse(0))
                .isEqualTo(500);
        assertThatThrownBy(() ->
                        LimitReader.read(scored(security, 1001), EngineSettings.Defaults.DOCKER))
                .hasMessage("Invalid value 1001, range for oom score adj is [-1000, 1000]");
    }

    private static HostConfig scored(HostConfig.SecurityConfig old, int score) {
        return HostConfig.DEFAULT.with(
                new HostConfig.SecurityConfig(
                        old.privileged(),
                        old.capAdd(),
                        old.capDrop(),
                        old.groupAdd(),
                        old.securityOpt(),
                        old.usernsMode(),
                        old.sysctls(),
                        old.devices(),
                        score));
    }
}
