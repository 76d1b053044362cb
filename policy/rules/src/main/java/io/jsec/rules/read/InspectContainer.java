package io.jsec.rules.read;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerPort;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Turns one inspected container of Docker, Podman or jsec into facts. */
final class InspectContainer {
    private static final Set<String> EVERY = Set.of("0.0.0.0", "::", "[::]", "*");
    private static final long NANO_PER_MILLI = 1_000_000;
    private static final long CPU_PERIOD = 100_000;

    private final InspectValues values;

    private InspectContainer(InspectValues values) {
        this.values = values;
    }

    static ContainerFacts read(Target target, InspectValues values) {
        InspectContainer reader = new InspectContainer(values);
        ContainerFacts.Builder facts =
                ContainerFacts.of(target, ContainerFacts.Origin.INSPECT, values.whole());
        reader.identity(facts);
        reader.namespaces(facts);
        reader.switches(facts);
        reader.lists(facts);
        reader.limits(facts);
        reader.life(facts);
        facts.set(ContainerSetting.MOUNTS, reader.mounts());
        facts.set(ContainerSetting.PORTS, reader.ports());
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
        facts.set(
                ContainerSetting.USER,
                user instanceof Fact.Absent<String>(SourceLocation at)
                        ? Fact.of("root", at)
                        : user);
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
        facts.set(ContainerSetting.CGROUPNS_MODE, host("CgroupnsMode"));
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

    private void lists(ContainerFacts.Builder facts) {
        facts.set(ContainerSetting.CAP_ADD, capabilities("CapAdd"));
        facts.set(ContainerSetting.CAP_DROP, capabilities("CapDrop"));
        facts.set(ContainerSetting.SECURITY_OPT, values.texts("HostConfig", "SecurityOpt"));
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
        return values.find("HostConfig", "Ulimits")
                .map(node -> {
                    List<Located<String>> all = new ArrayList<>();
                    for (Node item : node.list()) {
                        String soft = InspectValues.text(item, "Soft");
                        String hard = InspectValues.text(item, "Hard");
                        String name = InspectValues.text(item, "Name");
                        all.add(new Located<>(name + "=" + soft + ":" + hard, values.at(item)));
                    }
                    return Fact.of(all, values.at(node));
                })
                .orElseGet(() -> Fact.absent(values.whole()));
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
                state.isPresent() ? state : values.text("State", "Healthcheck", "Status"));
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

    private Fact<List<ContainerMount>> mounts() {
        List<ContainerMount> all = new ArrayList<>();
        for (Node item : values.items("Mounts")) {
            String type = InspectValues.text(item, "Type");
            boolean volume = type.equals("volume");
            boolean writable =
                    item.find("RW").flatMap(Node::string).filter("false"::equals).isEmpty();
            all.add(
                    new ContainerMount(
                            type,
                            volume
                                    ? InspectValues.text(item, "Name")
                                    : HostPath.clean(InspectValues.text(item, "Source")),
                            InspectValues.text(item, "Destination"),
                            !writable,
                            InspectValues.text(item, "Propagation"),
                            InspectValues.text(item, "Mode"),
                            values.at(item)));
        }
        for (Node.Entry tmpfs :
                values.find("HostConfig", "Tmpfs").map(Node::pairs).orElse(none())) {
            String options = tmpfs.value().string().orElse("");
            boolean readOnly = List.of(options.split(",")).contains("ro");
            all.add(
                    new ContainerMount(
                            "tmpfs",
                            "",
                            tmpfs.name(),
                            readOnly,
                            "",
                            options,
                            values.at(tmpfs.key())));
        }
        SourceLocation at = values.find("Mounts").map(values::at).orElse(values.whole());
        return Fact.of(all, at);
    }

    private static List<Node.Entry> none() {
        return List.of();
    }

    /** One binding of a port of the container. */
    private record Binding(String port, String hostPort) {}

    /**
     * What is published now; where it does not run, what will be. An engine lists IPv4 and IPv6
     * apart: both together are every address.
     */
    private Fact<List<ContainerPort>> ports() {
        List<Node.Entry> now =
                values.find("NetworkSettings", "Ports").map(Node::pairs).orElse(none());
        boolean bound = now.stream().anyMatch(each -> !each.value().list().isEmpty());
        List<Node.Entry> entries =
                bound
                        ? now
                        : values.find("HostConfig", "PortBindings").map(Node::pairs).orElse(none());
        Map<Binding, Set<String>> addresses = new LinkedHashMap<>();
        Map<Binding, SourceLocation> places = new LinkedHashMap<>();
        for (Node.Entry entry : entries) {
            for (Node item : entry.value().list()) {
                Binding binding = new Binding(entry.name(), InspectValues.text(item, "HostPort"));
                String address = InspectValues.text(item, "HostIp");
                addresses
                        .computeIfAbsent(binding, key -> new TreeSet<>())
                        .add(EVERY.contains(address) ? "" : address);
                places.putIfAbsent(binding, values.at(item));
            }
        }
        List<ContainerPort> all = new ArrayList<>();
        addresses.forEach((binding, hosts) ->
                hosts.forEach(address -> all.add(port(binding, address, places))));
        return Fact.of(all, values.whole());
    }

    private ContainerPort port(
            Binding binding, String address, Map<Binding, SourceLocation> places) {
        int slash = binding.port().indexOf('/');
        int hostPort = number(binding.hostPort());
        return new ContainerPort(
                address,
                hostPort,
                hostPort,
                number(slash < 0 ? binding.port() : binding.port().substring(0, slash)),
                slash < 0 ? "tcp" : binding.port().substring(slash + 1),
                places.getOrDefault(binding, values.whole()));
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    private Fact<List<Located<String>>> devices() {
        Optional<Node> node = values.find("HostConfig", "Devices");
        if (node.isEmpty()) {
            return Fact.absent(values.whole());
        }
        List<Located<String>> all = new ArrayList<>();
        for (Node item : node.get().list()) {
            String text =
                    InspectValues.text(item, "PathOnHost")
                            + ":"
                            + InspectValues.text(item, "PathInContainer")
                            + ":"
                            + InspectValues.text(item, "CgroupPermissions");
            all.add(new Located<>(text, values.at(item)));
        }
        return Fact.of(all, values.at(node.get()));
    }
}
