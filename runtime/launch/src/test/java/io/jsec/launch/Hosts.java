package io.jsec.launch;

import io.jsec.linux.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hosts that tests launch on, and the plainest container. */
final class Hosts {
    static final Path STORE = Path.of("/var/lib/jsec/store");
    static final String ID = "0123456789abcdef".repeat(4);
    static final Path DIRECTORY = STORE.resolve("containers").resolve(ID);
    static final Path LOWER = STORE.resolve("images/0123456789ab/rootfs");
    static final IdentityForm.Ids IDS = new IdentityForm.Ids(1000, 200_000, 65_536 * 8L);
    static final IdentityForm OWNER = new IdentityForm.Owner(IDS, IDS);
    static final IdentityForm SLOT =
            new IdentityForm.Slot(IDS, IDS, 2, Path.of("/run/jsec/views/2"));
    static final IdentityForm SINGLE =
            new IdentityForm.Single(
                    new IdentityForm.Ids(1000, 0, 0), new IdentityForm.Ids(1000, 0, 0));
    static final CgroupView V2 =
            new CgroupView.V2(
                    Path.of("/sys/fs/cgroup/user.slice/jsec.scope"),
                    Set.of("cpu", "cpuset", "memory", CgroupView.SWAP, "pids"));
    static final CgroupView V1 =
            new CgroupView.V1(
                    List.of(
                            new CgroupView.Hierarchy(
                                    Path.of("/sys/fs/cgroup/cpu,cpuacct/jsec"),
                                    List.of("cpu", "cpuacct"),
                                    ""),
                            new CgroupView.Hierarchy(
                                    Path.of("/sys/fs/cgroup/cpuset/jsec"), List.of("cpuset"), "0"),
                            new CgroupView.Hierarchy(
                                    Path.of("/sys/fs/cgroup/freezer/jsec"), List.of("freezer"), ""),
                            new CgroupView.Hierarchy(
                                    Path.of("/sys/fs/cgroup/pids/jsec"), List.of("pids"), "")));
    static final CgroupView NO_CGROUPS =
            new CgroupView.None("no cgroup is delegated to this user", "jsec setup as root");

    /** Three instructions: enough to be a filter, and the same whatever the profile becomes. */
    static final SeccompChoice FILTER =
            new SeccompChoice.Custom(
                    "three", new FilterBytes(new byte[24]), List.of("bpf", "socket"));

    private Hosts() {}

    /** Kernel 6.18, Landlock 7, cgroup v2, owner form, 4 CPUs. */
    static LaunchHost owner() {
        return host(OWNER, V2, 7, 4);
    }

    /** The same with a leased slot. */
    static LaunchHost slot() {
        return host(SLOT, V2, 7, 4);
    }

    /** The first one with AppArmor, and the profile of containers loaded. */
    static LaunchHost appArmor() {
        return host(6, OWNER, V2, 7, 4, true);
    }

    static LaunchHost host(IdentityForm form, CgroupView cgroups, int landlock, int cpus) {
        return host(6, form, cgroups, landlock, cpus);
    }

    static LaunchHost host(
            int major, IdentityForm form, CgroupView cgroups, int landlock, int cpus) {
        return host(major, form, cgroups, landlock, cpus, false);
    }

    private static LaunchHost host(
            int major,
            IdentityForm form,
            CgroupView cgroups,
            int landlock,
            int cpus,
            boolean appArmor) {
        return new LaunchHost(
                "x86_64",
                major,
                18,
                landlock,
                cgroups,
                form,
                STORE,
                List.of(
                        new LaunchHost.Workspace(
                                Path.of("/home/ann/work"), Path.of("/run/jsec/workspaces/1"))),
                cpus,
                CpuSet.first(2),
                Map.of(
                        Resource.NOFILE,
                        524_288L,
                        Resource.CORE,
                        Ulimit.INFINITY,
                        Resource.NPROC,
                        4000L),
                appArmor,
                0,
                40,
                true,
                new LaunchHost.HostFiles(
                        "127.0.0.1\tlocalhost\n10.1.2.3\tdb\n", "nameserver 10.1.2.1\n"));
    }

    /** {@code /bin/sh} in an image of the store, everything else the default. */
    static ContainerSpecBuilder spec() {
        return ContainerSpec.builder(ID, DIRECTORY, new RootFs(List.of(LOWER), false));
    }

    /** The default walls with one thing changed. */
    static Confinement walls(SeccompChoice seccomp, boolean noNewPrivileges) {
        return new Confinement(
                CapabilitySet.NONE,
                CapabilitySet.NONE,
                seccomp,
                noNewPrivileges,
                true,
                java.util.Optional.empty(),
                true,
                false);
    }

    /** The default walls with these capabilities. */
    static Confinement capabilities(CapabilitySet add, CapabilitySet drop) {
        return new Confinement(
                add,
                drop,
                new SeccompChoice.Hardened(),
                true,
                true,
                java.util.Optional.empty(),
                true,
                false);
    }

    /** The default walls, where missing ones are only warned about. */
    static Confinement degraded() {
        return new Confinement(
                CapabilitySet.NONE,
                CapabilitySet.NONE,
                new SeccompChoice.Hardened(),
                true,
                true,
                java.util.Optional.empty(),
                true,
                true);
    }
}
