package io.jsec.audit.collect;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.HostFacts;
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

/**
 * Reads a host as far as it bears on its engines. Files are read and ports asked; no program is
 * run. What a caller may not read is unknown.
 */
public final class HostCollector implements Collector {
    private static final String FLAWS = "/sys/devices/system/cpu/vulnerabilities";
    private static final String MODULES = "/sys/kernel/security/lsm";
    private static final List<String> SYSCTLS =
            List.of(
                    "kernel.unprivileged_bpf_disabled",
                    "kernel.kptr_restrict",
                    "kernel.dmesg_restrict",
                    "kernel.yama.ptrace_scope",
                    "fs.protected_symlinks",
                    "fs.protected_hardlinks",
                    "fs.suid_dumpable",
                    "kernel.randomize_va_space",
                    "net.ipv4.conf.all.route_localnet");

    /** What auditd ought to watch where it is there; CIS Docker 1.6.0, section 1.1. */
    private static final List<String> WATCHABLE =
            List.of(
                    "/usr/bin/dockerd",
                    "/run/containerd",
                    "/var/lib/docker",
                    "/etc/docker",
                    "/usr/lib/systemd/system/docker.service",
                    "/run/containerd/containerd.sock",
                    "/usr/lib/systemd/system/docker.socket",
                    "/etc/default/docker",
                    "/etc/docker/daemon.json",
                    "/etc/containerd/config.toml",
                    "/etc/sysconfig/docker",
                    "/usr/bin/containerd",
                    "/usr/bin/containerd-shim",
                    "/usr/bin/containerd-shim-runc-v1",
                    "/usr/bin/containerd-shim-runc-v2",
                    "/usr/bin/runc");

    private static final List<String> DATA =
            List.of("/var/lib/docker", "/var/lib/containers/storage");
    private static final String GROUP = "docker";

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
        Set<String> groups = new HashSet<>(Set.of(GROUP));
        engines.forEach(each -> each.text("group").map(groups::add));
        HostFacts facts =
                new HostFacts(
                        target(),
                        SourceLocation.whole(target().toString()),
                        sysctls(),
                        words(MODULES, ","),
                        flaws(),
                        accounts.members(groups),
                        AuditdRules.of(root),
                        WATCHABLE.stream().filter(root::exists).toList(),
                        mountPoints(),
                        dataFolders(engines),
                        Listeners.of(root, ports(engines), probe),
                        MountedSockets.of(root),
                        HostFiles.of(root, accounts, engines));
        return Collected.of(List.of(facts));
    }

    private Map<String, Fact<String>> sysctls() {
        Map<String, Fact<String>> all = new LinkedHashMap<>();
        for (String each : SYSCTLS) {
            all.put(each, root.fact("/proc/sys/" + each.replace('.', '/'), String::strip));
        }
        return all;
    }

    private Fact<List<Located<String>>> words(String path, String separator) {
        SourceLocation at = SourceLocation.whole(path);
        Fact<List<Located<String>>> words =
                root.fact(
                        path,
                        text ->
                                List.of(text.strip().split(separator, -1)).stream()
                                        .map(word -> new Located<>(word, at))
                                        .toList());
        // Without securityfs nothing is told of the modules.
        return words instanceof Fact.Absent<List<Located<String>>>
                ? Fact.unknown(path + " is not there")
                : words;
    }

    private Map<String, String> flaws() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (String flaw : root.list(FLAWS)) {
            root.text(FLAWS + "/" + flaw).ifPresent(text -> all.put(flaw, text.strip()));
        }
        return all;
    }

    private Fact<List<Located<String>>> mountPoints() {
        SourceLocation at = SourceLocation.whole("/proc/self/mountinfo");
        return root.fact(
                at.path(),
                text ->
                        text.lines()
                                .map(line -> line.split(" ", -1))
                                .filter(fields -> fields.length > 4)
                                .map(fields -> new Located<>(fields[4], at))
                                .toList());
    }

    private List<String> dataFolders(List<DaemonFacts> engines) {
        Set<String> named = new HashSet<>();
        engines.forEach(each -> each.text("data-root").map(named::add));
        List<String> all = new ArrayList<>(named.stream().sorted().toList());
        DATA.stream().filter(root::exists).filter(each -> !all.contains(each)).forEach(all::add);
        return all;
    }

    private static Set<Integer> ports(List<DaemonFacts> engines) {
        Set<Integer> ports = new HashSet<>();
        for (DaemonFacts engine : engines) {
            for (Located<String> host : engine.texts("hosts")) {
                String address = host.value();
                String digits = address.substring(address.lastIndexOf(':') + 1);
                if (!address.startsWith("unix:") && digits.matches("[0-9]{1,5}")) {
                    ports.add(Integer.parseInt(digits));
                }
            }
        }
        return ports;
    }
}
