package io.jsec.launch;

import io.jsec.linux.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a request loosens and tightens against the hardened default, in words. */
public final class DefaultDiff {
    /** Sources that hand over the host or its secrets, with everything above and below them. */
    private static final List<String> SENSITIVE =
            List.of(
                    "/etc",
                    "/root",
                    "/proc",
                    "/sys",
                    "/dev",
                    "/boot",
                    "/run/docker.sock",
                    "/var/run/docker.sock",
                    "/run/podman",
                    "/run/containerd",
                    "/run/systemd",
                    "/run/dbus",
                    "/run/jsec",
                    "/var/lib/docker",
                    "/var/lib/containerd",
                    "/var/lib/jsec");

    private static final List<String> SENSITIVE_NAMES =
            List.of(".ssh", ".gnupg", ".aws", ".kube", ".docker", "docker.sock", "podman.sock");

    /** Names of system calls on one line. */
    private static final int NAMES_MAX = 40;

    private final ContainerSpec spec;
    private final List<Departure> found = new ArrayList<>();

    private DefaultDiff(ContainerSpec spec) {
        this.spec = spec;
    }

    /** Every departure, loosenings first, by rule id; empty for the default itself. */
    public static List<Departure> of(ContainerSpec spec) {
        DefaultDiff diff = new DefaultDiff(spec);
        diff.confinement();
        diff.capabilities();
        diff.place();
        spec.mounts().forEach(diff::mount);
        diff.limits();
        diff.sysctls();
        return diff.found.stream()
                .sorted((one, other) -> one.rule().id().compareTo(other.rule().id()))
                .toList();
    }

    /** One line each. */
    public static String render(ContainerSpec spec) {
        List<Departure> departures = of(spec);
        if (departures.isEmpty()) {
            return "nothing: this is the default\n";
        }
        StringBuilder text = new StringBuilder();
        departures.forEach(each -> text.append(each.sentence()).append('\n'));
        return text.toString();
    }

    private void add(Rule rule, String words) {
        found.add(new Departure(rule, words));
    }

    private void confinement() {
        Confinement confinement = spec.confinement();
        switch (confinement.seccomp()) {
            case SeccompChoice.Hardened _ -> {}
            case SeccompChoice.Unconfined _ ->
                    add(Rule.SECCOMP_OFF, "every system call of the kernel can be tried");
            case SeccompChoice.Docker docker ->
                    profile(Rule.SECCOMP_DOCKER, "docker", docker.beyond());
            case SeccompChoice.Custom custom ->
                    profile(Rule.SECCOMP_OTHER, custom.name(), custom.beyond());
        }
        if (!confinement.noNewPrivileges()) {
            add(Rule.NEW_PRIVILEGES, "setuid programs and file capabilities of the image count");
        }
        if (!confinement.landlock()) {
            add(Rule.LANDLOCK_OFF, "device nodes rest on the kernel's other checks alone");
        }
        if (!confinement.procReadOnly()) {
            add(Rule.PROC_WRITABLE, "a process may write its user's other processes' memory");
        }
        if (confinement.appArmorOff()) {
            add(Rule.APPARMOR_OFF, "settings of the kernel rest on the other walls alone");
        }
        if (confinement.degrade()) {
            add(Rule.DEGRADED, "limits and walls this host lacks are left out with a warning");
        }
    }

    private void profile(Rule loosened, String name, List<String> calls) {
        if (calls.isEmpty()) {
            add(
                    Rule.SECCOMP_STRICTER,
                    "the profile "
                            + name
                            + " lets through no system call that the hardened one refuses");
            return;
        }
        int more = Math.max(0, calls.size() - NAMES_MAX);
        add(
                loosened,
                "the profile "
                        + name
                        + " lets through "
                        + String.join(", ", calls.subList(0, calls.size() - more))
                        + (more > 0 ? " and " + more + " more" : "")
                        + ", which the hardened one refuses, at least with some arguments");
    }

    private void capabilities() {
        ContainerUser user = spec.user();
        CapabilitySet usual = Confinement.DEFAULT.bounding(user);
        CapabilitySet bounding = spec.confinement().bounding(user);
        CapabilitySet more = bounding.minus(usual);
        CapabilitySet fewer = usual.minus(bounding);
        if (!more.isEmpty()) {
            add(Rule.CAPABILITY_ADDED, "it may use " + more);
        }
        if (!fewer.isEmpty()) {
            add(Rule.CAPABILITY_DROPPED, "it does without " + fewer);
        }
        if (!user.root()) {
            add(Rule.USER_NOT_ROOT, "it runs as uid " + user.uid());
        }
    }

    private void place() {
        if (spec.network() == NetworkMode.HOST) {
            add(
                    Rule.NETWORK_HOST,
                    "it reaches every service of the host, those on 127.0.0.1 and abstract "
                            + "sockets too");
        }
        spec.sharing()
                .donors()
                .forEach((kind, id) ->
                        add(
                                Rule.NAMESPACE_SHARED,
                                kind.name().toLowerCase(Locale.ROOT)
                                        + " of the container "
                                        + id.substring(0, 12)
                                        + ", and its ids"));
        if (spec.userns() == UsernsMode.OWNER) {
            add(Rule.USERNS_OWNER, "who breaks out as its root is jsec's own user");
        }
        if (spec.root().readOnly()) {
            add(Rule.READ_ONLY_ROOT, "nothing outside its mounts can be changed");
        }
    }

    private void mount(MountRequest mount) {
        switch (mount) {
            case MountRequest.Bind bind -> bind(bind);
            case MountRequest.Tmpfs tmpfs -> {
                if (tmpfs.exec()) {
                    add(Rule.TMPFS_EXEC, "programs written to " + tmpfs.target() + " can start");
                }
            }
        }
    }

    private void bind(MountRequest.Bind bind) {
        Rule rule = bind.readOnly() ? Rule.BIND : Rule.BIND_WRITABLE;
        String verb = bind.readOnly() ? "reads" : "reads and writes";
        add(rule, "it " + verb + " the host's " + bind.source() + " as " + bind.target());
        sensitive(bind.source())
                .ifPresent(what -> add(Rule.BIND_SENSITIVE, bind.source() + " gives it " + what));
    }

    private static Optional<String> sensitive(Path source) {
        if (source.getNameCount() == 0) {
            return Optional.of("every file of the host that jsec's user can reach");
        }
        for (String known : SENSITIVE) {
            Path path = Path.of(known);
            if (source.startsWith(path) || path.startsWith(source)) {
                return Optional.of("the host's " + known);
            }
        }
        for (Path name : source) {
            if (SENSITIVE_NAMES.contains(name.toString())) {
                return Optional.of("what belongs to " + name);
            }
        }
        boolean home = source.getNameCount() <= 2 && source.startsWith("/home");
        return home ? Optional.of("a whole home directory, keys included") : Optional.empty();
    }

    private void sysctls() {
        spec.sysctls()
                .values()
                .forEach((name, value) ->
                        add(Rule.SYSCTL_SET, name.replace('/', '.') + " is " + value));
    }

    private void cpu(CpuLimits cpu) {
        cpu.quota().ifPresent(quota -> add(Rule.LIMIT_SET, "CPUs: " + quota.option()));
        cpu.cpus().ifPresent(cpus -> add(Rule.LIMIT_SET, "CPUs: only " + cpus));
        cpu.nodes().ifPresent(nodes -> add(Rule.LIMIT_SET, "memory nodes: only " + nodes));
    }

    private void memory(Limits limits) {
        MemoryLimits memory = limits.memory();
        memory.bytes().ifPresent(bytes -> add(Rule.LIMIT_SET, "memory: " + ByteSize.show(bytes)));
        memory.withSwapBytes()
                .ifPresent(sum ->
                        add(
                                Rule.LIMIT_SET,
                                "memory and swap: "
                                        + (sum < 0 ? "unlimited" : ByteSize.show(sum))));
        if (memory.oomKillDisable()) {
            add(Rule.OOM_LATER, "out of memory, its processes wait instead of being ended");
        }
        memory.reservationBytes()
                .ifPresent(bytes ->
                        add(
                                Rule.OOM_LATER,
                                "it keeps " + ByteSize.show(bytes) + " when others need memory"));
        limits.oomScoreAdj()
                .ifPresent(score ->
                        add(
                                score < HostSteps.OOM_SCORE_ABOVE_LAUNCHER
                                        ? Rule.OOM_LATER
                                        : Rule.LIMIT_SET,
                                "OOM score: " + score));
    }

    private void limits() {
        Limits limits = spec.limits();
        limits.pids()
                .ifPresent(count -> {
                    boolean more = count == Limits.PIDS_UNLIMITED || count > Limits.PIDS_DEFAULT;
                    add(
                            more ? Rule.PIDS_UNLIMITED : Rule.LIMIT_SET,
                            count == Limits.PIDS_UNLIMITED
                                    ? "it may fill the host with processes"
                                    : "processes and threads: " + count);
                });
        cpu(limits.cpu());
        memory(limits);
        limits.io().weight().ifPresent(weight -> add(Rule.LIMIT_SET, "disk weight: " + weight));
        for (IoLimits.DeviceWeight weight : limits.io().weights()) {
            add(Rule.LIMIT_SET, "disk: " + weight.show());
        }
        for (IoLimits.DeviceRate rate : limits.io().rates()) {
            add(Rule.LIMIT_SET, "disk: " + rate.show());
        }
        for (Ulimit limit : limits.ulimits()) {
            boolean raised = limit.resource() == Resource.CORE && limit.hard() != 0;
            add(
                    raised ? Rule.ULIMIT_RAISED : Rule.LIMIT_SET,
                    limit.resource().optionName()
                            + ": "
                            + Ulimit.show(limit.soft())
                            + ":"
                            + Ulimit.show(limit.hard()));
        }
    }
}
