package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights and rates of single disks, in either version's words. */
class IoFilesTest {
    private static final IoLimits.DeviceRate READ =
            new IoLimits.DeviceRate(IoLimits.Kind.READ_BPS, "/dev/vda", 254, 0, 1 << 20);
    private static final IoLimits.DeviceRate WRITE =
            new IoLimits.DeviceRate(IoLimits.Kind.WRITE_BPS, "/dev/vda", 254, 0, 1 << 10);

    private static CgroupView v2(String... words) {
        return new CgroupView.V2(Path.of("/sys/fs/cgroup/jsec"), Set.of(words));
    }

    private static CgroupView v1(String... words) {
        return new CgroupView.V1(
                List.of(
                        new CgroupView.Hierarchy(
                                Path.of("/sys/fs/cgroup/blkio/jsec"), List.of(words), "")));
    }

    private static IoLimits.DeviceWeight weight(String device, int minor, boolean bfq, int weight) {
        return new IoLimits.DeviceWeight(device, 8, minor, bfq, weight);
    }

    private static Limits weights(IoLimits.DeviceWeight... weights) {
        return Limits.DEFAULT.with(new IoLimits(OptionalInt.empty(), List.of(weights), List.of()));
    }

    private static Limits rates(IoLimits.DeviceRate... rates) {
        return Limits.DEFAULT.with(new IoLimits(OptionalInt.empty(), List.of(), List.of(rates)));
    }

    private static List<String> files(Limits limits, CgroupView view) {
        return LimitFiles.of(limits, view).stream()
                .flatMap(limit -> limit.files().stream())
                .map(file -> file.key() + "=" + file.value())
                .toList();
    }

    private static String refusal(Limits limits, CgroupView view) {
        LimitFiles.Limit limit = LimitFiles.of(limits, view).getFirst();
        return LimitFiles.refusal(limit, view).orElseThrow().sentence();
    }

    private static List<String> changes(Limits before, Limits after, CgroupView view) {
        return LimitFiles.changes(before, after, view, "web").files().stream()
                .map(file -> file.file() + "=" + file.value())
                .toList();
    }

    @Test
    void the_scheduler_of_a_disk_gets_its_weight() {
        Limits bfq = weights(weight("/dev/sda", 0, true, 300));
        assertThat(files(bfq, v2("io", "io.bfq"))).containsExactly("io.bfq.weight=8:0 300");
        assertThat(files(bfq, v1("blkio", "io.bfq")))
                .containsExactly("blkio.bfq.weight_device=8:0 300");
        Limits cost = weights(weight("/dev/sda", 0, false, 500));
        assertThat(files(cost, v2("io", "io.weight"))).containsExactly("io.weight=8:0 4950");
        assertThat(files(cost, v1("blkio", "io.weight")))
                .containsExactly("blkio.weight_device=8:0 500");
    }

    @Test
    void two_disks_of_two_schedulers_are_weighed_by_each() {
        Limits both = weights(weight("/dev/sda", 0, true, 300), weight("/dev/sdb", 16, false, 10));
        assertThat(files(both, v2("io", "io.bfq", "io.weight")))
                .containsExactly("io.bfq.weight=8:0 300", "io.weight=8:16 1");
    }

    @Test
    void a_disk_that_nothing_weighs_is_refused_by_name() {
        Limits limits = weights(weight("/dev/sda", 0, false, 300));
        assertThat(refusal(limits, v2("io", "io.bfq")))
                .contains("--blkio-weight-device /dev/sda:300 refused: the disk's scheduler is not")
                .contains("Instead: echo bfq >/sys/dev/block/8:0/queue/scheduler");
        assertThat(refusal(limits, v2("io")))
                .contains("this kernel schedules its block devices without weights");
        assertThat(refusal(limits, v2("pids")))
                .contains("the cgroup controller \"io\" is not delegated");
        assertThat(refusal(limits, v1("pids")))
                .contains("the cgroup controller \"blkio\" is not delegated");
        assertThat(refusal(limits, new CgroupView.None("none here", "jsec setup")))
                .contains("--blkio-weight-device /dev/sda:300 refused: none here");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 9, 1001})
    void weights_of_disks_are_10_to_1000(int number) {
        assertThatThrownBy(() -> weight("/dev/sda", 0, true, number))
                .hasMessageContaining("--blkio-weight-device /dev/sda:" + number)
                .hasMessageContaining("10 to 1000");
    }

    @Test
    void a_disk_has_one_weight_under_whatever_name() {
        IoLimits.DeviceWeight one = weight("/dev/sda", 0, true, 300);
        IoLimits.DeviceWeight same = weight("/dev/disk/by-label/data", 0, true, 400);
        assertThatThrownBy(() -> weights(one, same))
                .hasMessageContaining("a second weight for the same device refused")
                .hasMessageContaining("one --blkio-weight-device a device");
    }

    @Test
    void what_no_change_asks_for_any_more_is_taken_back() {
        Limits before = weights(weight("/dev/sda", 0, true, 300));
        Limits after = weights(weight("/dev/sdb", 16, true, 400));
        assertThat(changes(before, after, v2("io", "io.bfq")))
                .containsExactly("io.bfq.weight=8:16 400", "io.bfq.weight=8:0 default");
        assertThat(changes(before, after, v1("blkio", "io.bfq")))
                .containsExactly(
                        "blkio.bfq.weight_device=8:16 400", "blkio.bfq.weight_device=8:0 default");
        assertThat(changes(rates(READ, WRITE), rates(READ), v2("io")))
                .containsExactly("io.max=254:0 wbps=max");
        assertThat(changes(rates(READ, WRITE), rates(WRITE), v1("blkio")))
                .containsExactly("blkio.throttle.read_bps_device=254:0 0");
        assertThat(changes(before, before, v2("io", "io.bfq"))).isEmpty();
    }

    @Test
    void a_number_that_changes_is_written_once() {
        Limits before = weights(weight("/dev/sda", 0, true, 300));
        Limits after = weights(weight("/dev/sda", 0, true, 400));
        assertThat(changes(before, after, v2("io", "io.bfq")))
                .containsExactly("io.bfq.weight=8:0 400");
    }

    @Test
    void what_was_never_held_is_not_taken_back() {
        Limits before = weights(weight("/dev/sda", 0, false, 300));
        assertThat(changes(before, weights(), v2("io", "io.bfq"))).isEmpty();
        assertThat(changes(rates(READ), rates(), v2("pids"))).isEmpty();
    }

    private static String before(String file, String value, String text) {
        return new LimitFiles.GroupFile("--x", Path.of("/g"), file, value).before(text);
    }

    @Test
    void what_is_written_over_is_the_line_of_the_device() {
        String weights = "default 100\n8:16 400\n8:0 300\n";
        assertThat(before("io.bfq.weight", "8:0 500", weights)).isEqualTo("8:0 300");
        assertThat(before("io.bfq.weight", "8:1 500", weights)).isEqualTo("8:1 default");
        assertThat(before("io.bfq.weight", "500", weights)).isEqualTo("default 100");
        assertThat(before("io.weight", "8:1 500", weights)).isEqualTo("8:1 default");
        assertThat(before("blkio.bfq.weight_device", "8:1 5", "")).isEqualTo("8:1 default");
        assertThat(before("blkio.throttle.read_bps_device", "8:0 5", "")).isEqualTo("8:0 0");
        String rates = "8:0 rbps=5 wbps=max riops=max wiops=max\n";
        assertThat(before("io.max", "8:0 rbps=7", rates))
                .isEqualTo("8:0 rbps=5 wbps=max riops=max wiops=max");
        assertThat(before("io.max", "8:16 riops=7", rates)).isEqualTo("8:16 riops=max");
    }

    @Test
    void a_file_of_one_line_is_put_back_as_it_was() {
        assertThat(before("pids.max", "7", "4096\n")).isEqualTo("4096");
        assertThat(before("cpu.max", "50000 100000", "max 100000\n")).isEqualTo("max 100000");
        assertThat(before("cpuset.cpus", "0", "")).isEmpty();
    }
}
