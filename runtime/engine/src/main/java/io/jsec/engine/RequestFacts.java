package io.jsec.engine;

import io.jsec.launch.SecurityOptions;
import io.jsec.launch.UsernsMode;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.HostPaths;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What is asked of the engine as the facts that the catalogue's rules judge, as it will be carried
 * out: every default of the engine filled in, the last of options that are given twice, what is
 * written in several ways written in one. Pure.
 */
final class RequestFacts {
    private static final long NANO_PER_MILLI = 1_000_000;
    private static final long CPU_PERIOD = 100_000;
    private static final String USUAL_SOCKET = "/run/jsec/jsec.sock";

    /** Names of system calls in a sentence. */
    private static final int CALLS_MAX = 5;

    private final AdmissionGround ground;
    private final Sight sight;

    RequestFacts(AdmissionGround ground, Sight sight) {
        this.ground = ground;
        this.sight = sight;
    }

    /** Looks at what the words of a request alone do not tell; asked where it matters only. */
    interface Sight {
        /** Looks at a container's image, and compiles its profile. */
        Seen see(ContainerRecord container);
    }

    /**
     * What was seen.
     *
     * @param root whether the user's name is another one for root in the image
     * @param loose whether the profile lets more through than the engine's own, or may
     * @param calls which, as far as it is known
     */
    record Seen(boolean root, boolean loose, List<String> calls) {
        Seen {
            calls = List.copyOf(calls);
        }
    }

    /** Facts without a setting. */
    static ContainerFacts.Builder empty(String name) {
        return ContainerFacts.of(
                new Target(Target.Kind.CONTAINER, name),
                ContainerFacts.Origin.REQUEST,
                place(name));
    }

    private static SourceLocation place(String name) {
        return SourceLocation.whole("container/" + name);
    }

    /** Several texts, which stand nowhere but in a request. */
    static Fact<List<Located<String>>> list(List<String> texts) {
        SourceLocation at = SourceLocation.whole("request");
        return Fact.of(texts.stream().map(text -> new Located<>(text, at)).toList(), at);
    }

    /** As rules name it. */
    static String capability(String typed) {
        String upper = typed.toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
    }

    /** A container as it is made, or as it is after an update. */
    ContainerFacts container(ContainerRecord record) {
        ContainerFacts.Builder facts = empty(record.name());
        process(facts, record);
        walls(facts, record);
        limits(facts, record.host());
        HostConfig host = record.host();
        set(facts, ContainerSetting.READ_ONLY, host.storage().readonlyRootfs());
        facts.set(ContainerSetting.VOLUMES_FROM, list(host.storage().volumesFrom()));
        set(facts, ContainerSetting.MOUNTS, mounts(record));
        set(facts, ContainerSetting.RESTART, host.restart().mode().word());
        set(facts, ContainerSetting.RESTART_MAX, (long) host.restart().maximumRetryCount());
        set(facts, ContainerSetting.LOG_DRIVER, host.log().type());
        set(facts, ContainerSetting.INIT, host.init().orElse(ground.defaults().init()));
        facts.set(ContainerSetting.EXTRA_HOSTS, list(host.network().extraHosts()));
        return facts.build();
    }

    /**
     * A command in a container, with what it does not take from there: what it takes was judged
     * when the container was made.
     *
     * @param root whether its user's name is another one for root
     */
    static ContainerFacts exec(
            ContainerRecord container, ExecRequest request, BooleanSupplier root) {
        ContainerFacts.Builder facts = empty(container.name());
        String typed = request.user().isEmpty() ? container.config().user() : request.user();
        set(facts, ContainerSetting.USER, user(typed, root));
        facts.set(ContainerSetting.ENVIRONMENT, list(request.env()));
        facts.set(ContainerSetting.COMMAND, list(request.cmd()));
        set(facts, ContainerSetting.PRIVILEGED, request.privileged());
        return facts.build();
    }

    private static <T> void set(
            ContainerFacts.Builder facts, ContainerSetting<T> setting, T value) {
        ContainerFacts.Builder _ =
                facts.set(setting, Fact.of(value, SourceLocation.whole("request")));
    }

    private void process(ContainerFacts.Builder facts, ContainerRecord record) {
        ContainerConfig config = record.config();
        if (!config.image().isEmpty()) {
            set(facts, ContainerSetting.IMAGE, config.image());
        }
        set(facts, ContainerSetting.USER, user(config.user(), () -> sight.see(record).root()));
        set(facts, ContainerSetting.TTY, config.tty());
        facts.set(ContainerSetting.ENVIRONMENT, list(config.env()));
        facts.set(ContainerSetting.LABELS, list(pairs(config.labels())));
        facts.set(ContainerSetting.COMMAND, list(config.cmd().orElse(List.of())));
        facts.set(ContainerSetting.ENTRYPOINT, list(config.entrypoint().orElse(List.of())));
        List<String> check = config.healthcheck().map(HealthConfig::test).orElse(List.of());
        if (!check.isEmpty()) {
            boolean none = check.getFirst().equals("NONE");
            set(facts, ContainerSetting.HEALTHCHECK, none ? "NONE" : String.join(" ", check));
        }
    }

    /** A name may be another one for root. */
    private static String user(String typed, BooleanSupplier root) {
        String name = typed.split(":", -1)[0];
        boolean number = name.matches("[0-9]+");
        if (typed.isEmpty()) {
            return "root";
        }
        return !number && !name.equals("root") && root.getAsBoolean() ? "root" : typed;
    }

    private void walls(ContainerFacts.Builder facts, ContainerRecord record) {
        HostConfig host = record.host();
        HostConfig.SecurityConfig walls = host.security();
        set(facts, ContainerSetting.PRIVILEGED, walls.privileged());
        facts.set(ContainerSetting.CAP_ADD, list(capabilities(walls.capAdd())));
        facts.set(ContainerSetting.CAP_DROP, list(capabilities(walls.capDrop())));
        facts.set(ContainerSetting.GROUP_ADD, list(walls.groupAdd()));
        facts.set(ContainerSetting.SYSCTLS, list(pairs(walls.sysctls())));
        facts.set(ContainerSetting.DEVICES, list(walls.devices()));
        facts.set(ContainerSetting.SECURITY_OPT, list(options(record)));
        HostConfig.NamespaceConfig shared = host.namespaces();
        String network = shared.network();
        boolean none = network.isEmpty() || network.equals("default");
        set(facts, ContainerSetting.NETWORK_MODE, none ? "none" : network);
        set(facts, ContainerSetting.PID_MODE, shared.pid());
        set(facts, ContainerSetting.IPC_MODE, shared.ipc());
        set(facts, ContainerSetting.UTS_MODE, shared.uts());
        set(facts, ContainerSetting.CGROUPNS_MODE, shared.cgroup());
        set(facts, ContainerSetting.USERNS_MODE, walls.usernsMode());
    }

    private static List<String> capabilities(List<String> typed) {
        return typed.stream().map(RequestFacts::capability).toList();
    }

    /** What the options come to; a profile's text is not among them. */
    private List<String> options(ContainerRecord record) {
        SecurityOptions security = LaunchSpecs.security(record.host(), ground.defaults());
        List<String> options = new ArrayList<>();
        options.add("no-new-privileges=" + security.noNewPrivileges());
        switch (security.seccomp()) {
            case "hardened" -> {}
            case "docker", "unconfined" -> options.add("seccomp=" + security.seccomp());
            default -> profile(sight.see(record)).ifPresent(options::add);
        }
        security.appArmor().ifPresent(profile -> options.add("apparmor=" + profile));
        if (!security.landlock()) {
            options.add("jsec.landlock=off");
        }
        if (!security.procReadOnly()) {
            options.add("jsec.proc=writable");
        }
        if (security.degrade()) {
            options.add("jsec.degrade=1");
        }
        UsernsMode form = security.userns().orElse(UsernsMode.AUTO);
        boolean owner = form == UsernsMode.AUTO && ground.slots() == 0;
        if (owner || form == UsernsMode.OWNER) {
            options.add("jsec.userns=owner");
        }
        return options;
    }

    /** A profile within the engine's own takes no wall down. */
    private static Optional<String> profile(Seen seen) {
        if (!seen.loose()) {
            return Optional.empty();
        }
        List<String> calls = seen.calls();
        int shown = Math.min(CALLS_MAX, calls.size());
        String names = String.join(", ", calls.subList(0, shown));
        String more = calls.size() > shown ? " and " + (calls.size() - shown) + " more" : "";
        return Optional.of(
                calls.isEmpty()
                        ? "seccomp=profile"
                        : "seccomp=profile that allows " + names + more);
    }

    private void limits(ContainerFacts.Builder facts, HostConfig host) {
        Resources asked = host.resources();
        EngineSettings.Defaults defaults = ground.defaults();
        long memory = asked.memoryBytes() == 0 ? defaults.memoryBytes() : asked.memoryBytes();
        set(facts, ContainerSetting.MEMORY, memory);
        set(facts, ContainerSetting.MEMORY_SWAP, asked.memorySwapBytes());
        set(facts, ContainerSetting.CPU_SHARES, asked.cpuShares());
        set(facts, ContainerSetting.MILLI_CPUS, milliCpus(asked));
        long pids = asked.pidsLimit() == 0 ? ground.pidsLimit() : asked.pidsLimit();
        set(facts, ContainerSetting.PIDS_LIMIT, pids);
        facts.set(ContainerSetting.ULIMITS, list(ulimits(asked)));
        set(facts, ContainerSetting.OOM_KILL_DISABLE, asked.oomKillDisable());
        set(facts, ContainerSetting.OOM_SCORE_ADJ, (long) host.security().oomScoreAdj());
    }

    /** A limit of next to nothing is one too. */
    private static long milliCpus(Resources asked) {
        long period = asked.cpuPeriodMicros() > 0 ? asked.cpuPeriodMicros() : CPU_PERIOD;
        if (asked.nanoCpus() > 0) {
            return Math.max(1, asked.nanoCpus() / NANO_PER_MILLI);
        }
        return asked.cpuQuotaMicros() > 0
                ? Math.max(1, asked.cpuQuotaMicros() * 1_000 / period)
                : 0;
    }

    /** The last of each name counts. */
    private static List<String> ulimits(Resources asked) {
        Map<String, String> last = new LinkedHashMap<>();
        for (String limit : asked.ulimits()) {
            int equals = limit.indexOf('=');
            String name = limit.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT);
            String values = limit.substring(equals + 1);
            boolean both = values.indexOf(':') >= 0;
            last.put(name, name + "=" + values + (both ? "" : ":" + values));
        }
        return List.copyOf(last.values());
    }

    private static List<String> pairs(Map<String, String> table) {
        List<String> pairs = new ArrayList<>();
        table.forEach((name, value) -> pairs.add(name + "=" + value));
        return pairs;
    }

    /**
     * Whoever is given a socket of his own asked for the engine's, which the catalogue knows by its
     * usual place.
     */
    private static String source(MountPlan plan) {
        boolean elsewhere =
                plan.kind() == MountPlan.Kind.SOCKET && HostPaths.engine(plan.source()).isEmpty();
        return elsewhere ? USUAL_SOCKET : plan.source();
    }

    private static List<ContainerMount> mounts(ContainerRecord record) {
        SourceLocation at = place(record.name());
        List<ContainerMount> mounts = new ArrayList<>();
        for (MountPlan plan : record.mounts()) {
            mounts.add(
                    switch (plan.kind()) {
                        case BIND, SOCKET ->
                                new ContainerMount(
                                        "bind",
                                        source(plan),
                                        plan.target(),
                                        plan.readOnly(),
                                        "rprivate",
                                        plan.mode(),
                                        at);
                        case VOLUME ->
                                new ContainerMount(
                                        "volume",
                                        plan.name(),
                                        plan.target(),
                                        plan.readOnly(),
                                        "",
                                        plan.mode(),
                                        at);
                        case TMPFS ->
                                new ContainerMount(
                                        "tmpfs",
                                        "",
                                        plan.target(),
                                        plan.readOnly(),
                                        "",
                                        exec(plan),
                                        at);
                    });
        }
        return mounts;
    }

    /** The last of the options that contradict each other counts. */
    private static String exec(MountPlan plan) {
        return TmpfsOptions.parse(plan.target(), plan.options()).exec() ? "exec" : "noexec";
    }
}
