package io.jsec.rules.read;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns one inspected container of Docker, Podman or jsec into facts. */
final class InspectContainer {
    private static final long NANO_PER_MILLI = 1_000_000;
    private static final long CPU_PERIOD = 100_000;
    private static final String NO_NEW_PRIVILEGES = "NoNewPrivileges";
    private static final String OPTION = "no-new-privileges";

    private final InspectValues values;

    private InspectContainer(InspectValues values) {
        this.values = values;
    }

    /**
     * Reads one container.
     *
     * @param oldCgroups whether the engine has cgroup v1: namespaces of cgroups are off there by
     *     default, so that the mode says nothing
     */
    static ContainerFacts read(Target target, InspectValues values, boolean oldCgroups) {
        InspectContainer reader = new InspectContainer(values);
        ContainerFacts.Builder facts =
                ContainerFacts.of(target, ContainerFacts.Origin.INSPECT, values.whole());
        reader.identity(facts);
        reader.namespaces(facts);
        reader.switches(facts);
        reader.lists(facts);
        reader.limits(facts);
        reader.life(facts);
        if (oldCgroups) {
            facts.set(ContainerSetting.CGROUPNS_MODE, Fact.absent(values.whole()));
        }
        facts.set(ContainerSetting.MOUNTS, InspectMounts.of(values));
        facts.set(ContainerSetting.PORTS, InspectPorts.of(values));
        facts.set(ContainerSetting.DEVICES, reader.devices());
        return facts.build();
    }

    private Fact<String> host(String key) {
        return values.text("HostConfig", key);
    }

    private void identity(ContainerFacts.Builder facts) {
        facts.set(ContainerSetting.IMAGE, values.text("Config", "Image"));
        // What is merged with the image stands here; nobody is root.
        Fact<String> user = values.text("Config", "User");
        Fact<String> nobody =
                values.find("Config").isPresent()
                        ? Fact.of("root", values.whole())
                        : Fact.unknown(values.whole() + ": there is no Config");
        facts.set(ContainerSetting.USER, user instanceof Fact.Absent<String> ? nobody : user);
        facts.set(ContainerSetting.APPARMOR, values.text("AppArmorProfile"));
        facts.set(ContainerSetting.RUNTIME, host("Runtime"));
        facts.set(ContainerSetting.CGROUP_PARENT, host("CgroupParent"));
        facts.set(ContainerSetting.LOG_DRIVER, values.text("HostConfig", "LogConfig", "Type"));
        facts.set(ContainerSetting.LOG_OPTIONS, values.pairs("HostConfig", "LogConfig", "Config"));
    }

    private void namespaces(ContainerFacts.Builder facts) {
        facts.set(ContainerSetting.NETWORK_MODE, host("NetworkMode").map(InspectContainer::mode));
        facts.set(ContainerSetting.PID_MODE, host("PidMode"));
        facts.set(ContainerSetting.IPC_MODE, host("IpcMode"));
        facts.set(ContainerSetting.UTS_MODE, host("UTSMode"));
        facts.set(ContainerSetting.USERNS_MODE, host("UsernsMode"));
        // Podman calls it CgroupMode where Docker says CgroupnsMode.
        facts.set(
                ContainerSetting.CGROUPNS_MODE, host("CgroupnsMode").or(() -> host("CgroupMode")));
        facts.set(ContainerSetting.NETWORKS, values.names("NetworkSettings", "Networks"));
    }

    /** {@code default} is what nobody asked for: the engine's bridge. */
    private static String mode(String written) {
        return written.equals("default") ? "bridge" : written;
    }

    private void switches(ContainerFacts.Builder facts) {
        facts.set(ContainerSetting.PRIVILEGED, values.truth("HostConfig", "Privileged"));
        facts.set(ContainerSetting.READ_ONLY, values.truth("HostConfig", "ReadonlyRootfs"));
        facts.set(ContainerSetting.PUBLISH_ALL, values.truth("HostConfig", "PublishAllPorts"));
        facts.set(ContainerSetting.OOM_KILL_DISABLE, values.truth("HostConfig", "OomKillDisable"));
        facts.set(ContainerSetting.INIT, values.truth("HostConfig", "Init"));
        facts.set(ContainerSetting.TTY, values.truth("Config", "Tty"));
        facts.set(ContainerSetting.RUNNING, values.truth("State", "Running"));
    }

    /** With what jsec sets where nobody asks: only it says so, in an object of its own. */
    private Fact<List<Located<String>>> securityOptions() {
        Fact<List<Located<String>>> asked = values.texts("HostConfig", "SecurityOpt");
        List<Located<String>> options = new ArrayList<>(asked.orElse(List.of()));
        if (asked instanceof Fact.Unknown
                || !values.truth("Jsec", NO_NEW_PRIVILEGES).orElse(false)
                || options.stream().anyMatch(each -> each.value().startsWith(OPTION))) {
            return asked;
        }
        options.add(new Located<>(OPTION, values.whole()));
        return Fact.of(List.copyOf(options), values.whole());
    }

    private void lists(ContainerFacts.Builder facts) {
        facts.set(ContainerSetting.CAP_ADD, capabilities("CapAdd"));
        facts.set(ContainerSetting.CAP_DROP, capabilities("CapDrop"));
        facts.set(ContainerSetting.SECURITY_OPT, securityOptions());
        facts.set(ContainerSetting.DEVICE_RULES, values.texts("HostConfig", "DeviceCgroupRules"));
        facts.set(ContainerSetting.GROUP_ADD, values.texts("HostConfig", "GroupAdd"));
        facts.set(ContainerSetting.SYSCTLS, values.pairs("HostConfig", "Sysctls"));
        facts.set(ContainerSetting.ENVIRONMENT, values.texts("Config", "Env"));
        facts.set(ContainerSetting.LABELS, values.pairs("Config", "Labels"));
        facts.set(ContainerSetting.COMMAND, values.texts("Config", "Cmd"));
        facts.set(ContainerSetting.ENTRYPOINT, values.texts("Config", "Entrypoint"));
        facts.set(ContainerSetting.EXTRA_HOSTS, values.texts("HostConfig", "ExtraHosts"));
        facts.set(ContainerSetting.VOLUMES_FROM, values.texts("HostConfig", "VolumesFrom"));
        facts.set(ContainerSetting.LINKS, values.texts("HostConfig", "Links"));
        facts.set(ContainerSetting.MASKED_PATHS, values.texts("HostConfig", "MaskedPaths"));
        facts.set(ContainerSetting.ULIMITS, ulimits());
    }

    private Fact<List<Located<String>>> capabilities(String key) {
        return values.texts("HostConfig", key)
                .map(list ->
                        list.stream()
                                .map(each -> new Located<>(capability(each.value()), each.at()))
                                .toList());
    }

    private static String capability(String written) {
        String upper = written.toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring(4) : upper;
    }

    private Fact<List<Located<String>>> ulimits() {
        return values.objects("HostConfig", "Ulimits")
                .map(items -> items.stream().map(this::ulimit).toList());
    }

    /** Podman writes {@code RLIMIT_NOFILE} where Docker writes {@code nofile}. */
    private Located<String> ulimit(Node item) {
        String name = InspectValues.text(item, "Name").toLowerCase(Locale.ROOT);
        String bare = name.startsWith("rlimit_") ? name.substring("rlimit_".length()) : name;
        String soft = InspectValues.text(item, "Soft");
        String hard = InspectValues.text(item, "Hard");
        return new Located<>(bare + "=" + soft + ":" + hard, values.at(item));
    }

    private void limits(ContainerFacts.Builder facts) {
        facts.set(ContainerSetting.MEMORY, values.number("HostConfig", "Memory"));
        facts.set(ContainerSetting.MEMORY_SWAP, values.number("HostConfig", "MemorySwap"));
        facts.set(ContainerSetting.CPU_SHARES, values.number("HostConfig", "CpuShares"));
        facts.set(ContainerSetting.PIDS_LIMIT, values.number("HostConfig", "PidsLimit"));
        facts.set(ContainerSetting.OOM_SCORE_ADJ, values.number("HostConfig", "OomScoreAdj"));
        Fact<Long> nano = values.number("HostConfig", "NanoCpus");
        long quota = values.number("HostConfig", "CpuQuota").orElse(0L);
        long period = values.number("HostConfig", "CpuPeriod").orElse(0L);
        facts.set(
                ContainerSetting.MILLI_CPUS,
                nano.orElse(0L) == 0 && quota > 0
                        ? Fact.of(
                                quota * 1_000 / (period > 0 ? period : CPU_PERIOD),
                                place("CpuQuota"))
                        : nano.map(value -> value / NANO_PER_MILLI));
    }

    private SourceLocation place(String key) {
        return values.find("HostConfig", key).map(values::at).orElse(values.whole());
    }

    private void life(ContainerFacts.Builder facts) {
        facts.set(ContainerSetting.RESTART, values.text("HostConfig", "RestartPolicy", "Name"));
        facts.set(
                ContainerSetting.RESTART_MAX,
                values.number("HostConfig", "RestartPolicy", "MaximumRetryCount"));
        facts.set(ContainerSetting.HEALTHCHECK, health(values, "Config", "Healthcheck"));
        Fact<String> state = values.text("State", "Health", "Status");
        facts.set(
                ContainerSetting.HEALTH_STATE,
                state.or(() -> values.text("State", "Healthcheck", "Status")));
    }

    /** {@code NONE} where it is switched off, else the command in words; absent where none is. */
    static Fact<String> health(InspectValues values, String... keys) {
        Optional<Node> test = values.find(keys).flatMap(node -> node.find("Test"));
        List<String> words =
                test.map(Node::list).orElse(List.of()).stream()
                        .flatMap(node -> node.string().stream())
                        .toList();
        if (words.isEmpty()) {
            return Fact.absent(values.whole());
        }
        String text = words.getFirst().equals("NONE") ? "NONE" : String.join(" ", words);
        return Fact.of(text, values.at(test.get()));
    }

    private Fact<List<Located<String>>> devices() {
        return values.objects("HostConfig", "Devices")
                .map(items -> items.stream().map(this::device).toList());
    }

    private Located<String> device(Node item) {
        String text =
                InspectValues.text(item, "PathOnHost")
                        + ":"
                        + InspectValues.text(item, "PathInContainer")
                        + ":"
                        + InspectValues.text(item, "CgroupPermissions");
        return new Located<>(text, values.at(item));
    }
}
