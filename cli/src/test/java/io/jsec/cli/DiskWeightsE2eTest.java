package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights and rates of single disks, held by the kernel for loop devices of the test's own. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiskWeightsE2eTest {
    private static final String WEIGHTS = "blkio.bfq.weight_device";
    private static final String RATES = "blkio.throttle.read_bps_device";

    @TempDir static Path directory = Path.of("/");

    private final List<String> disks = new ArrayList<>();
    private @Nullable DelegatedDaemon started;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        weighed(disk("first"));
        weighed(disk("second"));
        String plain = disk("plain");
        Files.writeString(scheduler(plain), "none");
        started = DelegatedDaemon.start(directory, "blkio");
        assumeTrue(
                Files.exists(engine().groups().container("blkio", "x").resolveSibling(WEIGHTS)),
                "no-bfq: the control groups have no " + WEIGHTS);
    }

    @AfterAll
    void end() throws IOException {
        if (started != null) {
            started.close();
        }
        for (String disk : disks) {
            Files.writeString(scheduler(disk), "none");
            Jsec.run("losetup", "-d", disk);
        }
    }

    @AfterEach
    void clean() throws IOException {
        engine().daemon().removeContainers();
    }

    private String disk(String name) throws IOException {
        Path image = directory.resolve(name + ".img");
        Jsec.run("truncate", "-s", "16M", image.toString());
        Jsec.Result made =
                Jsec.asRoot(directory).program("losetup", "-f", "--show", image.toString());
        assertThat(made.exit()).as(made.err()).isZero();
        disks.add(made.out().strip());
        return disks.getLast();
    }

    private static Path scheduler(String disk) {
        return Path.of("/sys/block", disk.substring("/dev/".length()), "queue/scheduler");
    }

    private static void weighed(String disk) throws IOException {
        assumeTrue(
                Files.readString(scheduler(disk)).contains("bfq"),
                "no-bfq: the kernel was built without it");
        Files.writeString(scheduler(disk), "bfq");
    }

    private DelegatedDaemon engine() {
        return Objects.requireNonNull(started);
    }

    private EngineApi api() {
        return new EngineApi(engine().daemon().socket());
    }

    private String first() {
        return disks.get(0);
    }

    private String second() {
        return disks.get(1);
    }

    private static String number(String disk) {
        return "7:" + disk.substring("/dev/loop".length());
    }

    private List<String> held(String id, String file) throws IOException {
        return Files.readAllLines(engine().groups().container("blkio", id).resolve(file));
    }

    private String run(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("run", "-d", "--name", "web"));
        words.addAll(List.of(options));
        words.addAll(List.of("busybox:1", "sleep", "1000"));
        return engine().out(words.toArray(String[]::new));
    }

    private static String weight(String disk, int weight) {
        return "{\"BlkioWeightDevice\":[{\"Path\":\"" + disk + "\",\"Weight\":" + weight + "}]}";
    }

    private EngineApi.Answer update(String json) throws IOException {
        return api().post("/containers/web/update", json);
    }

    @Test
    void a_disk_is_weighed_from_the_start_after_an_update_and_after_a_restart() throws IOException {
        String id = run("--blkio-weight-device", first() + ":300", "--blkio-weight", "200");

        assertThat(held(id, WEIGHTS)).containsExactly("default 200", number(first()) + " 300");
        assertThat(engine().out("inspect", "-f", "{{json .HostConfig.BlkioWeightDevice}}", "web"))
                .isEqualTo("[{\"Path\":\"" + first() + "\",\"Weight\":300}]");

        EngineApi.Answer updated = update(weight(second(), 400));
        assertThat(updated.status()).as(updated.text()).isEqualTo(200);
        assertThat(held(id, WEIGHTS)).containsExactly("default 200", number(second()) + " 400");
        engine().out("restart", "-t", "0", "web");
        assertThat(held(id, WEIGHTS)).containsExactly("default 200", number(second()) + " 400");
    }

    @Test
    void an_update_that_is_refused_changes_no_disk() throws IOException {
        String id =
                run(
                        "--blkio-weight-device",
                        first() + ":300",
                        "--device-read-bps",
                        first() + ":1mb");
        String both =
                "{\"BlkioDeviceReadBps\":[{\"Path\":\""
                        + first()
                        + "\",\"Rate\":4096}],\"BlkioWeightDevice\":[{\"Path\":\""
                        + disks.get(2)
                        + "\",\"Weight\":400}]}";

        EngineApi.Answer refused = update(both);

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text()).contains("--blkio-weight-device " + disks.get(2) + ":400");
        assertThat(held(id, WEIGHTS)).containsExactly("default 100", number(first()) + " 300");
        assertThat(held(id, RATES)).containsExactly(number(first()) + " 1048576");
        assertThat(engine().out("inspect", "-f", "{{json .HostConfig.BlkioDeviceReadBps}}", "web"))
                .contains("1048576");
    }

    @Test
    void a_rate_goes_with_its_disk() throws IOException {
        String id = run("--device-read-bps", first() + ":1mb");

        EngineApi.Answer updated =
                update("{\"BlkioDeviceReadBps\":[{\"Path\":\"" + second() + "\",\"Rate\":4096}]}");

        assertThat(updated.status()).as(updated.text()).isEqualTo(200);
        assertThat(held(id, RATES)).containsExactly(number(second()) + " 4096");
    }

    @Test
    void a_disk_that_nothing_weighs_is_refused_with_the_way_to_have_it_weighed()
            throws IOException {
        Jsec.Result created =
                engine().docker(
                                "run",
                                "--blkio-weight-device",
                                disks.get(2) + ":300",
                                "busybox:1",
                                "true");

        assertThat(created.exit()).isEqualTo(125);
        assertThat(created.err())
                .contains(
                        "--blkio-weight-device "
                                + disks.get(2)
                                + ":300 refused: the disk's scheduler is not bfq")
                .contains("echo bfq >/sys/dev/block/" + number(disks.get(2)) + "/queue/scheduler");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 1001, 65535})
    void a_weight_out_of_range_is_refused(int weight) throws IOException {
        run("--blkio-weight-device", first() + ":300");

        EngineApi.Answer refused = update(weight(first(), weight));

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.text()).contains("weights are 10 to 1000");
    }

    @Test
    void what_is_no_disk_or_named_twice_is_refused() throws IOException {
        run("--blkio-weight-device", first() + ":300");
        assertThat(update(weight("/dev/null", 300)).text())
                .contains("/dev/null is not a block device");
        assertThat(update(weight("", 300)).status()).isEqualTo(400);
        Jsec.Result twice =
                engine().docker(
                                "create",
                                "--blkio-weight-device",
                                first() + ":300",
                                "--blkio-weight-device",
                                first() + ":400",
                                "busybox:1",
                                "true");
        if (twice.exit() == 0) {
            twice = engine().docker("start", twice.out().strip());
        }
        assertThat(twice.err()).contains("a second weight for the same device refused");
    }
}
