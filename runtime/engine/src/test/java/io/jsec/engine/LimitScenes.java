package io.jsec.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Limits of real containers, looked at in the groups of version 1 they run in. */
final class LimitScenes {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private final Containers containers;

    LimitScenes(Containers containers) {
        this.containers = containers;
    }

    private static void say(String name, Object value) {
        System.out.println(name + ": " + String.valueOf(value).strip());
    }

    /** The files of a container's group in a hierarchy, wherever the group lies. */
    private static String held(String id, String controller, String... files) throws IOException {
        try (Stream<Path> all =
                Files.find(GROUPS.resolve(controller), 4, (path, _) -> path.endsWith(id))) {
            Path group = all.findFirst().orElseThrow();
            StringBuilder text = new StringBuilder();
            for (String file : files) {
                text.append(Files.readString(group.resolve(file)).strip()).append(' ');
            }
            return text.toString().strip();
        }
    }

    private static String cpu(String id) throws IOException {
        return held(id, "cpu", "cpu.cfs_period_us", "cpu.cfs_quota_us");
    }

    private String run(HostConfig host, String script) {
        CreateRequest request = KernelEngine.shell(script);
        String id = containers.create(request.with(host)).id();
        containers.start(id);
        return id;
    }

    private boolean refused(String id, Resources resources, String words) {
        try {
            containers.update(id, new UpdateRequest(resources, Optional.empty()));
            return false;
        } catch (EngineException e) {
            boolean right = String.valueOf(e.getMessage()).contains(words);
            if (!right) {
                say("instead", String.valueOf(e.getMessage()));
            }
            return right;
        }
    }

    void play() throws Exception {
        String id = run(security(Map.of(), 700).with(start()), "sleep 100");
        say("cpu", held(id, "cpu", "cpu.cfs_period_us", "cpu.cfs_quota_us", "cpu.shares"));
        say("cpuset", held(id, "cpuset", "cpuset.cpus", "cpuset.mems"));
        say("pids", held(id, "pids", "pids.max"));
        int pid = pid(id);
        say("score", Files.readString(Path.of("/proc/" + pid + "/oom_score_adj")));
        disk();
        Resources other =
                new Resources(
                        0,
                        0,
                        50_000,
                        20_000,
                        "",
                        "",
                        0,
                        0,
                        0,
                        OptionalInt.empty(),
                        60,
                        0,
                        List.of(),
                        List.of(),
                        false,
                        List.of());
        containers.update(id, new UpdateRequest(other, Optional.empty()));
        say("changed", cpu(id) + " " + held(id, "pids", "pids.max"));
        Resources kept = containers.inspect(id, false).host().resources();
        say("kept", kept.cpuQuotaMicros() + " " + kept.pidsLimit());
        // The pids would be taken, the processors are not: neither is.
        Resources bad =
                new Resources(
                        0,
                        0,
                        0,
                        0,
                        "4000",
                        "",
                        0,
                        0,
                        0,
                        OptionalInt.empty(),
                        61,
                        0,
                        List.of(),
                        List.of(),
                        false,
                        List.of());
        say("refused", refused(id, bad, "--cpuset-cpus 4000 refused"));
        say("unchanged", cpu(id) + " " + held(id, "pids", "pids.max"));
        say("memory", refused(id, Asked.memory(64 << 20, 0, 0), "\"memory\" is not delegated"));
        String plain = run(HostConfig.DEFAULT, "sleep 100");
        say(
                "not joined",
                refused(plain, Asked.cpu(500_000_000, 0, 0), "--cpus 0.500 for a running"));
        containers.restart(id, KernelEngine.within(0));
        say("restarted", cpu(id) + " " + held(id, "pids", "pids.max"));
        containers.stop(id, KernelEngine.within(0));
        containers.stop(plain, KernelEngine.within(0));
    }

    private static HostConfig security(Map<String, String> sysctls, int oomScoreAdj) {
        HostConfig.SecurityConfig old = HostConfig.DEFAULT.security();
        return HostConfig.DEFAULT.with(
                new HostConfig.SecurityConfig(
                        false,
                        old.capAdd(),
                        old.capDrop(),
                        old.groupAdd(),
                        old.securityOpt(),
                        "",
                        sysctls,
                        old.devices(),
                        oomScoreAdj));
    }

    /** What is set inside, that it cannot be changed, and that the host's own is as it was. */
    void sysctls() throws Exception {
        Path shared = Path.of("/proc/sys/kernel/shmmni");
        String before = Files.readString(shared);
        Map<String, String> network =
                Map.of("net.ipv4.ip_forward", "1", "net.ipv4.ip_unprivileged_port_start", "1024");
        String id =
                run(
                        security(network, 0),
                        "cd /proc/sys; cat net/ipv4/ip_forward"
                                + " net/ipv4/ip_unprivileged_port_start user/max_user_namespaces;"
                                + " { echo 0 > net/ipv4/ip_forward; } 2>/dev/null || echo closed");
        KernelEngine.end(containers, id);
        List<String> lines =
                EngineFixture.text(containers.logs(id, LogsRequest.ALL)).lines().toList();
        say("set", String.join(" ", lines.subList(0, 2)));
        say("closed", lines.get(2) + " " + lines.getLast());
        try {
            String ipc =
                    run(
                            security(Map.of("kernel.shmmni", "2048", "fs.mqueue.msg_max", "9"), 0),
                            "cd /proc/sys; cat kernel/shmmni fs/mqueue/msg_max");
            KernelEngine.end(containers, ipc);
            say(
                    "ipc",
                    EngineFixture.text(containers.logs(ipc, LogsRequest.ALL)).replace('\n', ' '));
        } catch (EngineException e) {
            say("ipc", String.valueOf(e.getMessage()).contains("before kernel 6.9"));
        }
        say("host", Files.readString(shared).equals(before));
    }

    private int pid(String id) {
        return switch (containers.inspect(id, false).state()) {
            case ContainerState.Running running -> running.pid();
            case ContainerState other -> throw new AssertionError(other);
        };
    }

    private static Resources start() {
        return new Resources(
                512,
                0,
                0,
                50_000,
                "0",
                "",
                0,
                0,
                0,
                OptionalInt.empty(),
                50,
                0,
                List.of(),
                List.of(),
                false,
                List.of());
    }

    /** A rate of the first whole disk, where the hierarchy is delegated and there is a disk. */
    private void disk() throws IOException {
        Optional<String> disk = disks().stream().findFirst();
        if (disk.isEmpty()) {
            say("disk", "right");
            return;
        }
        Resources.DeviceRate rate =
                new Resources.DeviceRate(
                        Resources.RateKind.READ_BPS, "/dev/" + disk.get(), 1 << 20);
        String id = run(HostConfig.DEFAULT.with(Asked.disk(0, rate)), "sleep 100");
        BlockDevice device = BlockDevice.of("/dev/" + disk.get());
        String wanted = device.major() + ":" + device.minor() + " 1048576";
        String found = held(id, "blkio", "blkio.throttle.read_bps_device");
        say("disk", found.equals(wanted) ? "right" : found);
        containers.stop(id, KernelEngine.within(0));
    }

    private static List<String> disks() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/sys/block"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("vd") || name.startsWith("sd"))
                    .filter(name -> Files.exists(Path.of("/dev", name)))
                    .toList();
        }
    }
}
