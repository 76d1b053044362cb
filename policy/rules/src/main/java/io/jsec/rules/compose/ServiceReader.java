package io.jsec.rules.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.read.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Turns one service of a compose file into facts. */
final class ServiceReader {
    private static final BigDecimal MILLI = BigDecimal.valueOf(1_000);

    private final Node.Entry entry;
    private final Node.Mapping service;
    private final Fact<List<Located<String>>> environment;
    private final Problems problems;

    /**
     * A service.
     *
     * @param environment with what its files say
     */
    ServiceReader(
            Node.Entry entry,
            Node.Mapping service,
            Fact<List<Located<String>>> environment,
            Problems problems) {
        this.entry = entry;
        this.service = service;
        this.environment = environment;
        this.problems = problems;
    }

    ContainerFacts container(String file) {
        Target target = new Target(Target.Kind.CONTAINER, file + "/services/" + entry.name());
        ContainerFacts.Builder facts =
                ContainerFacts.of(target, ContainerFacts.Origin.COMPOSE, entry.key().at());
        texts(facts);
        switches(facts);
        lists(facts);
        numbers(facts);
        restart(facts);
        health(facts);
        PortReader ports = new PortReader(problems);
        facts.set(ContainerSetting.PORTS, list("ports", node -> ports.read(node)));
        MountReader mounts = new MountReader(problems);
        facts.set(ContainerSetting.MOUNTS, mounts.read(service, entry.key().at()));
        return facts.build();
    }

    private void texts(ContainerFacts.Builder facts) {
        facts.set(ContainerSetting.IMAGE, text("image"));
        facts.set(ContainerSetting.USER, text("user"));
        facts.set(ContainerSetting.NETWORK_MODE, text("network_mode"));
        facts.set(ContainerSetting.PID_MODE, text("pid"));
        facts.set(ContainerSetting.IPC_MODE, text("ipc"));
        facts.set(ContainerSetting.UTS_MODE, text("uts"));
        facts.set(ContainerSetting.USERNS_MODE, text("userns_mode"));
        facts.set(ContainerSetting.CGROUPNS_MODE, text("cgroup"));
        facts.set(ContainerSetting.CGROUP_PARENT, text("cgroup_parent"));
        facts.set(ContainerSetting.RUNTIME, text("runtime"));
        facts.set(ContainerSetting.LOG_DRIVER, text("logging", "driver"));
    }

    private void switches(ContainerFacts.Builder facts) {
        facts.set(ContainerSetting.PRIVILEGED, truth("privileged"));
        facts.set(ContainerSetting.READ_ONLY, truth("read_only"));
        facts.set(ContainerSetting.INIT, truth("init"));
        facts.set(ContainerSetting.TTY, truth("tty"));
        facts.set(ContainerSetting.OOM_KILL_DISABLE, truth("oom_kill_disable"));
    }

    private void lists(ContainerFacts.Builder facts) {
        Function<Node, List<Located<String>>> capabilities =
                node ->
                        ComposeLoader.texts(node).stream()
                                .map(each -> new Located<>(capability(each.value()), each.at()))
                                .toList();
        facts.set(ContainerSetting.CAP_ADD, list("cap_add", capabilities));
        facts.set(ContainerSetting.CAP_DROP, list("cap_drop", capabilities));
        facts.set(ContainerSetting.SECURITY_OPT, list("security_opt", ComposeLoader::texts));
        facts.set(ContainerSetting.DEVICES, list("devices", ServiceReader::devices));
        facts.set(ContainerSetting.DEVICE_RULES, list("device_cgroup_rules", ComposeLoader::texts));
        facts.set(ContainerSetting.GROUP_ADD, list("group_add", ComposeLoader::texts));
        facts.set(ContainerSetting.ENVIRONMENT, environment);
        facts.set(ContainerSetting.LABELS, list("labels", ComposeLoader::texts));
        facts.set(ContainerSetting.SYSCTLS, list("sysctls", ComposeLoader::texts));
        facts.set(ContainerSetting.EXTRA_HOSTS, list("extra_hosts", ComposeLoader::texts));
        facts.set(ContainerSetting.VOLUMES_FROM, list("volumes_from", ComposeLoader::texts));
        facts.set(ContainerSetting.LINKS, list("links", ComposeLoader::texts));
        facts.set(ContainerSetting.NETWORKS, list("networks", ComposeLoader::texts));
        facts.set(ContainerSetting.COMMAND, list("command", ComposeLoader::texts));
        facts.set(ContainerSetting.ENTRYPOINT, list("entrypoint", ComposeLoader::texts));
        facts.set(ContainerSetting.ULIMITS, list("ulimits", ServiceReader::ulimits));
        Optional<Node> options = service.find("logging", "options");
        options.ifPresent(node ->
                facts.set(
                        ContainerSetting.LOG_OPTIONS,
                        Fact.of(ComposeLoader.texts(node), node.at())));
    }

    /** In the short form, whichever form is written. */
    private static List<Located<String>> devices(Node node) {
        List<Located<String>> devices = new ArrayList<>();
        for (Node item : node.list()) {
            Optional<String> source = item.find("source").flatMap(Node::string);
            Optional<String> text = item.string();
            if (source.isPresent()) {
                String target = item.find("target").flatMap(Node::string).orElse(source.get());
                Optional<String> mode = item.find("permissions").flatMap(Node::string);
                String end = mode.map(word -> ":" + word).orElse("");
                text = Optional.of(source.get() + ":" + target + end);
            }
            text.ifPresent(each -> devices.add(new Located<>(each, item.at())));
        }
        return devices;
    }

    private static List<Located<String>> ulimits(Node node) {
        List<Located<String>> limits = new ArrayList<>();
        for (Node.Entry each : node.pairs()) {
            String soft = each.value().find("soft").flatMap(Node::string).orElse("");
            String hard = each.value().find("hard").flatMap(Node::string).orElse("");
            String both =
                    each.value()
                            .string()
                            .map(value -> value + ":" + value)
                            .orElse(soft + ":" + hard);
            limits.add(new Located<>(each.name() + "=" + both, each.key().at()));
        }
        return limits;
    }

    /** What {@code deploy.resources.limits} says wins where both say something. */
    private void numbers(ContainerFacts.Builder facts) {
        Optional<Node> limits = service.find("deploy", "resources", "limits");
        facts.set(
                ContainerSetting.MEMORY,
                number(
                        limits.flatMap(node -> node.find("memory"))
                                .or(() -> service.get("mem_limit"))));
        facts.set(ContainerSetting.MEMORY_SWAP, number(service.get("memswap_limit")));
        facts.set(
                ContainerSetting.MILLI_CPUS,
                milli(limits.flatMap(node -> node.find("cpus")).or(() -> service.get("cpus"))));
        facts.set(ContainerSetting.CPU_SHARES, number(service.get("cpu_shares")));
        facts.set(
                ContainerSetting.PIDS_LIMIT,
                number(
                        limits.flatMap(node -> node.find("pids"))
                                .or(() -> service.get("pids_limit"))));
        facts.set(ContainerSetting.OOM_SCORE_ADJ, number(service.get("oom_score_adj")));
    }

    private void restart(ContainerFacts.Builder facts) {
        Fact<String> written = text("restart");
        facts.set(ContainerSetting.RESTART, written.map(word -> word.split(":", 2)[0]));
        if (written instanceof Fact.Present<String>(String word, var at) && word.indexOf(':') > 0) {
            String tries = word.substring(word.indexOf(':') + 1);
            if (tries.matches("[0-9]{1,9}")) {
                facts.set(ContainerSetting.RESTART_MAX, Fact.of(Long.parseLong(tries), at));
            }
        }
    }

    private void health(ContainerFacts.Builder facts) {
        Optional<Node> check = service.get("healthcheck");
        if (check.isEmpty()) {
            return;
        }
        boolean off = truth(check.get().find("disable")).orElse(false);
        List<String> words =
                check.get().find("test").map(ComposeLoader::texts).orElse(List.of()).stream()
                        .map(Located::value)
                        .toList();
        boolean none = !words.isEmpty() && words.getFirst().equals("NONE");
        String test = off || none ? "NONE" : String.join(" ", words);
        facts.set(ContainerSetting.HEALTHCHECK, Fact.of(test, check.get().at()));
    }

    /** Without {@code CAP_}, in capitals. */
    static String capability(String written) {
        String upper = written.toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring(4) : upper;
    }

    private <T> Fact<T> fact(Optional<Node> node, Function<Node, Optional<T>> read, String form) {
        if (node.isEmpty() || node.get().isNull()) {
            return Fact.absent(entry.key().at());
        }
        if (node.get().tag().equals(Interpolation.OPEN)) {
            return Fact.unknown(node.get().at() + ": a variable has no value here");
        }
        Optional<T> value = read.apply(node.get());
        if (value.isEmpty()) {
            problems.add(node.get().at(), "this takes " + form);
            return Fact.unknown(node.get().at() + ": no " + form);
        }
        return Fact.of(value.get(), node.get().at());
    }

    private Fact<String> text(String... keys) {
        return fact(service.find(keys), Node::string, "a text");
    }

    private Fact<Boolean> truth(String key) {
        return fact(service.get(key), node -> truth(Optional.of(node)), "true or false");
    }

    /** A truth value as compose reads it, with the words of YAML 1.1. */
    static Optional<Boolean> truth(Optional<Node> node) {
        String word = node.flatMap(Node::string).orElse("").toLowerCase(Locale.ROOT);
        return switch (word) {
            case "true", "yes", "y", "on" -> Optional.of(true);
            case "false", "no", "n", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private <T> Fact<T> list(String key, Function<Node, T> read) {
        Optional<Node> node = service.get(key);
        return node.isEmpty() || node.get().isNull()
                ? Fact.absent(entry.key().at())
                : Fact.of(read.apply(node.get()), node.get().at());
    }

    private Fact<Long> number(Optional<Node> node) {
        return fact(node, each -> each.string().flatMap(Sizes::bytes), "a number");
    }

    private Fact<Long> milli(Optional<Node> node) {
        return fact(
                node,
                each ->
                        each.string()
                                .filter(text -> text.matches("[0-9]{1,6}(\\.[0-9]{1,9})?"))
                                .map(text -> new BigDecimal(text).multiply(MILLI).longValue()),
                "a number of CPUs");
    }

    ComposeFacts.Service service() {
        Optional<Node> build = service.get("build").filter(node -> !node.isNull());
        Optional<Node> arguments = build.flatMap(node -> node.find("args"));
        Optional<Node> context =
                build.flatMap(node -> node instanceof Node.Scalar ? build : node.find("context"));
        return new ComposeFacts.Service(
                entry.name(),
                entry.key().at(),
                values("profiles").stream().map(Located::value).toList(),
                values("networks"),
                service.get("image").or(() -> service.get("provider")).isPresent(),
                build.isPresent(),
                arguments.map(ComposeLoader::texts).orElse(List.of()),
                build.flatMap(node -> node.find("network")).flatMap(ServiceReader::located),
                build.flatMap(node -> on(node, "privileged")),
                context.flatMap(ServiceReader::located),
                service.get("container_name").flatMap(ServiceReader::located),
                environment.orElse(List.of()),
                on(service, "use_api_socket"),
                Stream.of("post_start", "pre_stop")
                        .flatMap(key -> service.get(key).map(Node::list).stream())
                        .flatMap(List::stream)
                        .flatMap(hook -> on(hook, "privileged").stream())
                        .toList());
    }

    /** Where a switch is on. */
    private static Optional<SourceLocation> on(Node node, String key) {
        return node.find(key)
                .filter(value -> truth(Optional.of(value)).orElse(false))
                .map(Node::at);
    }

    private static Optional<Located<String>> located(Node node) {
        return node.string().map(text -> new Located<>(text, node.at()));
    }

    private List<Located<String>> values(String key) {
        return service.get(key).map(ComposeLoader::texts).orElse(List.of());
    }
}
