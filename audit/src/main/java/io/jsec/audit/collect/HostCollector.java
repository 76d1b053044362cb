package io.jsec.audit.collect;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.HostFacts;
import io.jsec.rules.HostFacts.HostFile;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a host as far as it bears on its engines. Files are read and ports asked; no program is
 * run. What a caller may not read is unknown.
 */
public final class HostCollector implements Collector {
    private static final String FLAWS = "/sys/devices/system/cpu/vulnerabilities";
    private static final String MODULES = "/sys/kernel/security/lsm";
    private static final String ENFORCED = "/sys/fs/selinux/enforce";
    private static final String MOUNTS = "/proc/self/mountinfo";
    private static final String SWITCHES = "/proc/sys";
    private static final List<String> SYSCTLS =
            List.of(
                    "dev.tty.legacy_tiocsti",
                    "fs.protected_fifos",
                    "fs.protected_hardlinks",
                    "fs.protected_regular",
                    "fs.protected_symlinks",
                    "fs.suid_dumpable",
                    "kernel.dmesg_restrict",
                    "kernel.io_uring_disabled",
                    "kernel.kptr_restrict",
                    "kernel.perf_event_paranoid",
                    "kernel.randomize_va_space",
                    "kernel.unprivileged_bpf_disabled",
                    "kernel.yama.ptrace_scope",
                    "net.ipv4.conf.all.route_localnet",
                    "vm.mmap_min_addr",
                    "vm.unprivileged_userfaultfd");

    private static final List<String> DATA =
            List.of("/var/lib/docker", "/var/lib/containers/storage");
    private static final String GROUP = "docker";
    private static final int GROUP_WRITES = 0020;

    private final String name;
    private final HostRoot root;
    private final DaemonCollector daemons;
    private final ApiProbe probe;

    /**
     * A collector.
     *
     * @param name of the host
     * @param root where its files lie
     * @param daemons tells where engines keep what
     * @param probe asks its ports
     */
    public HostCollector(String name, Path root, DaemonCollector daemons, ApiProbe probe) {
        this.name = name;
        this.root = new HostRoot(root);
        this.daemons = daemons;
        this.probe = probe;
    }

    @Override
    public Target target() {
        return new Target(Target.Kind.HOST, name);
    }

    @Override
    public Collected collect() throws IOException, InterruptedException {
        List<DaemonFacts> engines = new ArrayList<>();
        daemons.collect().facts().forEach(each -> engines.add((DaemonFacts) each));
        HostAccounts accounts = new HostAccounts(root);
        Fact<HostMounts> mounts = root.fact(MOUNTS, HostMounts::parse);
        HostMounts own = mounts.orElse(new HostMounts(List.of()));
        Map<String, Role> sockets = EngineSockets.of(root, engines);
        List<HostFile> files = HostFiles.of(root, accounts, sockets, engines, own);
        Set<String> groups = new HashSet<>(Set.of(GROUP));
        engines.forEach(each -> each.text("group").map(groups::add));
        HostFacts facts =
                new HostFacts(
                        target(),
                        SourceLocation.whole(target().toString()),
                        sysctls(),
                        modules(),
                        flaws(),
                        groups,
                        accounts.members(commanding(files, groups)),
                        AuditdRules.of(root),
                        Watchable.of(root),
                        mounts.map(HostMounts::facts),
                        dataFolders(engines),
                        Listeners.of(root, Listeners.configured(root, engines), probe),
                        MountedSockets.of(root, own, real(sockets.keySet())),
                        files);
        return Collected.of(List.of(facts));
    }

    /** Groups of engines, and those that may write to a socket of one that runs as root. */
    private static Set<String> commanding(List<HostFile> files, Set<String> groups) {
        Set<String> all = new HashSet<>(groups);
        for (HostFile file : files) {
            boolean socket =
                    file.role() == Role.ENGINE_SOCKET || file.role() == Role.CONTAINERD_SOCKET;
            if (socket && (file.mode().orElse(0) & GROUP_WRITES) != 0) {
                file.group().map(all::add);
            }
        }
        all.remove("root");
        return all;
    }

    private Set<String> real(Set<String> paths) {
        Set<String> all = new TreeSet<>();
        paths.forEach(path -> root.seen(path).map(HostRoot.Found::path).ifPresent(all::add));
        return all;
    }

    private Map<String, Fact<String>> sysctls() {
        boolean there = root.seen(SWITCHES + "/kernel").isPresent();
        Map<String, Fact<String>> all = new LinkedHashMap<>();
        for (String each : SYSCTLS) {
            all.put(
                    each,
                    there
                            ? root.fact(SWITCHES + "/" + each.replace('.', '/'), String::strip)
                            : Fact.unknown(SWITCHES + " is not there"));
        }
        return all;
    }

    /** Active modules; SELinux that only notes what it would refuse is none. */
    private Fact<List<Located<String>>> modules() {
        SourceLocation at = SourceLocation.whole(MODULES);
        boolean permissive = root.fact(ENFORCED, String::strip).orElse("").equals("0");
        Fact<List<Located<String>>> modules =
                root.fact(
                        MODULES,
                        text ->
                                List.of(text.strip().split(",", -1)).stream()
                                        .filter(word -> !(permissive && word.equals("selinux")))
                                        .map(word -> new Located<>(word, at))
                                        .toList());
        // Without securityfs nothing is told of the modules.
        return modules instanceof Fact.Absent<List<Located<String>>>
                ? Fact.unknown(MODULES + " is not there")
                : modules;
    }

    private Fact<Map<String, String>> flaws() {
        Map<String, String> all = new LinkedHashMap<>();
        try {
            for (String flaw : root.list(FLAWS)) {
                root.text(FLAWS + "/" + flaw).ifPresent(text -> all.put(flaw, text.strip()));
            }
        } catch (IOException e) {
            return Fact.unknown(HostRoot.why(FLAWS, e));
        }
        return all.isEmpty()
                ? Fact.unknown(FLAWS + " is not there")
                : Fact.of(all, SourceLocation.whole(FLAWS));
    }

    private List<String> dataFolders(List<DaemonFacts> engines) {
        Set<String> all = new TreeSet<>();
        for (DaemonFacts engine : engines) {
            String named = engine.text("data-root").orElse("");
            if (named.startsWith("/")) {
                all.add(root.seen(named).map(HostRoot.Found::path).orElse(named));
            }
        }
        DATA.forEach(path -> root.seen(path).map(HostRoot.Found::path).ifPresent(all::add));
        return List.copyOf(all);
    }
}
