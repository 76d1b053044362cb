package io.jsec.launch;

import java.util.List;

/** One step of each kind, every field filled. */
final class AllSteps {
    private AllSteps() {}

    static List<Step> oneOfEach() {
        List<Step.Pair> pairs = List.of(new Step.Pair("a", "1"), new Step.Pair("b", ""));
        List<IdRange> ids = List.of(new IdRange(0, 1, 2), new IdRange(7, 8, 65_536));
        return List.of(
                new Step.Cgroup("/sys/fs/cgroup/x", pairs, 3),
                new Step.Namespaces(NamespaceKind.maskOf(NamespaceKind.values())),
                new Step.IdMap(ids, ids, 1),
                new Step.Overlay("/base", List.of("one", "two/three"), "upper", "work", 6),
                new Step.Mount("tmpfs", "tmpfs", "/mnt", 15, pairs, 7),
                new Step.Bind("/source", "/target", 7, 31),
                new Step.Device("null", "/dev/null", 1, 3),
                new Step.Symlink("pts/ptmx", "/dev/ptmx"),
                new Step.Directory("/work", 01777, 1000, 100),
                new Step.Mask("/proc/kcore"),
                new Step.ReadOnly("/proc/sys"),
                new Step.PivotRoot(),
                new Step.Hostname("host", "domain"),
                new Step.Sysctl("user/max_user_namespaces", "0", 1),
                new Step.Rlimit(7, 1024, Ulimit.INFINITY),
                new Step.Landlock(0xffff, List.of(new Step.LandlockRule("/", 0xf0f0))),
                new Step.User(1000, 1001, List.of(5, 1001)),
                new Step.Capabilities(0xff, 0x7f, 0x3f, 0x1f, 0x0f),
                new Step.NoNewPrivs(),
                new Step.Seccomp(new FilterBytes(new byte[] {6, 0, 0, 0, 0, 0, -1, 127})),
                new Step.Stdio(3, 24, 80),
                new Step.Exec(List.of("/bin/sh", "-c", ""), List.of("A=b", "C="), "/", 1),
                new Step.ReadOnlyRoot(),
                new Step.OomScore(1000),
                new Step.Cleanup("/var/lib/x"),
                new Step.LoopbackUp(),
                new Step.Join("0123456789abcdef".repeat(4), 0x7e020000L),
                new Step.AppArmor("jsec-container"),
                new Step.Share("fedcba9876543210".repeat(4), 0x68000000L));
    }
}
