package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Caller;
import io.jsec.linux.HostFiles;
import io.jsec.linux.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Steps as compiled, carried out on this host's own control groups below a group {@code jsec}. The
 * memory hierarchy is never touched: others may own it.
 */
@Tag("kernel")
class CgroupKernelTest {
    private static final List<String> CONTROLLERS =
            List.of("cpu", "cpuset", "cpuacct", "pids", "freezer", "blkio");

    private final List<Path> made = new ArrayList<>();
    private final HostFiles host = HostFiles.here();

    @AfterEach
    void groups_are_removed() {
        for (Path group : made.reversed()) {
            // One that others came to live in stays.
            group.toFile().delete();
        }
    }

    private void make(Path group) throws IOException {
        if (!Files.exists(group)) {
            Files.createDirectory(group);
            made.add(group);
        }
    }

    private void delegate() throws IOException {
        assumeTrue(Identity.uid() == 0, "not-root: groups are made by root");
        assumeTrue(
                Files.isDirectory(Path.of("/sys/fs/cgroup/cpuset")),
                "no-cgroup1: version 1 is not mounted here");
        for (String controller : CONTROLLERS) {
            Path top = Path.of("/sys/fs/cgroup", controller);
            make(top.resolve("jsec"));
            if (controller.equals("cpuset")) {
                for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
                    String value = Files.readString(top.resolve(file)).strip();
                    Files.writeString(top.resolve("jsec").resolve(file), value);
                }
            }
        }
    }

    /** Root; on a host that is set up, the engine's user: the groups are delegated to it. */
    private static Caller owner() throws IOException {
        Path group = Path.of("/sys/fs/cgroup/pids/jsec");
        int uid = (int) Files.getAttribute(group, "unix:uid");
        int gid = (int) Files.getAttribute(group, "unix:gid");
        return new Caller("owner", uid, List.of(gid));
    }

    @Test
    void version_1_takes_every_file_and_the_process() throws Exception {
        delegate();
        CgroupView view = CgroupPlacement.detect(host, owner());
        Limits limits = CgroupPlans.limits();
        List<Step.Cgroup> steps = CgroupPlans.steps(limits, view);
        assertThat(steps)
                .extracting(step -> step.path().split("/", -1)[4])
                .containsExactlyInAnyOrder("cpu", "cpuset", "pids", "freezer");
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            for (Step.Cgroup step : steps) {
                apply(step, process.pid());
                for (Step.Pair file : step.files()) {
                    assertThat(host.text(step.path() + "/" + file.key()))
                            .as(file.key())
                            .contains(file.value());
                }
                assertThat(host.text(step.path() + "/cgroup.procs"))
                        .contains(Long.toString(process.pid()));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void version_2_moves_the_process_to_the_leaf() throws Exception {
        assumeTrue(Identity.uid() == 0, "not-root: groups are made by root");
        Path top = Path.of("/sys/fs/cgroup/unified");
        assumeTrue(
                Files.exists(top.resolve("cgroup.subtree_control")),
                "no-cgroup2: no version 2 tree at " + top);
        Path group = top.resolve("jsec-test-" + ProcessHandle.current().pid());
        make(group);
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(process.pid()));
            CgroupView.V2 view = new CgroupView.V2(group, Set.of());
            String pid = Long.toString(process.pid());
            CgroupView entered = CgroupPlacement.enter(host, view, pid);
            made.add(group.resolve("launch"));
            assertThat(entered).isInstanceOf(CgroupView.V2.class);
            assertThat(host.text(group + "/launch/cgroup.procs")).contains(pid);
            assertThat(host.text(group + "/cgroup.procs")).contains("");
            assertThat(CgroupPlacement.enter(host, view, pid)).isEqualTo(entered);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void apply(Step.Cgroup step, long pid) throws IOException {
        Path group = Path.of(step.path());
        make(group);
        for (Step.Pair file : step.files()) {
            Files.writeString(group.resolve(file.key()), file.value());
        }
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
    }
}
