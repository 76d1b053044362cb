package io.jsec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which files of which control groups hold a limit, by the kernel's documentation of either
 * version. Pure.
 */
public final class LimitFiles {
    private static final String SUM_V1 = "memory.memsw.limit_in_bytes";

    private final CgroupView view;
    private final List<Limit> found = new ArrayList<>();

    private LimitFiles(CgroupView view) {
        this.view = view;
    }

    /**
     * One limit.
     *
     * @param option as asked for
     * @param controller that holds it
     * @param files of the controller's group, written in order
     * @param impossible why no file of this host's version can hold it, and what to do instead
     */
    record Limit(
            String option, String controller, List<Step.Pair> files, Optional<Reason> impossible) {
        Limit(String option, String controller, List<Step.Pair> files) {
            this(option, controller, files, Optional.empty());
        }
    }

    /**
     * Why not, and what instead.
     *
     * @param why for people
     * @param instead likewise
     */
    record Reason(String why, String instead) {}

    /**
     * A file of a container's group, and what it is to hold.
     *
     * @param option that asks for it
     * @param group its directory
     * @param file its name
     * @param value one write
     */
    public record GroupFile(String option, Path group, String file, String value) {
        /**
         * The write that puts back what is written over: files of several lines begin with what
         * holds for all devices.
         *
         * @param text of the file before
         */
        public String before(String text) {
            return DeviceLine.of(new Step.Pair(file, value))
                    .map(line -> line.before(text))
                    .orElseGet(() -> text.lines().findFirst().orElse(""));
        }
    }

    /** What was asked for, and the files that hold it here. */
    static List<Limit> of(Limits limits, CgroupView view) {
        LimitFiles files = new LimitFiles(view);
        files.cpu(limits.cpu());
        files.memory(limits.memory());
        files.found.addAll(IoFiles.of(limits.io(), files.unified(), files::has));
        limits.pids()
                .ifPresent(count -> {
                    if (count != Limits.PIDS_UNLIMITED) {
                        files.add("--pids-limit " + count, "pids", pair("pids.max", count));
                    }
                });
        return List.copyOf(files.found);
    }

    /**
     * What other limits of a running container come to.
     *
     * @param files to write, in this order
     * @param refusals of what cannot be held here
     */
    public record Changes(List<GroupFile> files, List<Refusal> refusals) {
        /** Copied. */
        public Changes {
            files = List.copyOf(files);
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * The files of a running container's groups for other limits than it has.
     *
     * @param id of the container
     */
    public static Changes changes(Limits before, Limits after, CgroupView view, String id) {
        List<Limit> wanted = new ArrayList<>(of(after, view));
        wanted.removeAll(of(before, view));
        if (before.pids().orElse(0) != Limits.PIDS_UNLIMITED
                && after.pids().orElse(0) == Limits.PIDS_UNLIMITED) {
            wanted.add(new Limit("--pids-limit -1", "pids", List.of(pair("pids.max", "max"))));
        }
        List<GroupFile> files = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Limit limit : wanted) {
            refusal(limit, view)
                    .ifPresentOrElse(refusals::add, () -> files.addAll(located(limit, view, id)));
        }
        IoFiles.resets(of(before, view), of(after, view)).stream()
                .filter(reset -> refusal(reset, view).isEmpty())
                .forEach(reset -> files.addAll(located(reset, view, id)));
        if (after.memory().bytes().orElse(0) > before.memory().bytes().orElse(0)) {
            sumFirst(files);
        }
        return new Changes(files, refusals);
    }

    /** v1 keeps a limit within the sum at every moment: where both grow, the sum goes first. */
    private static void sumFirst(List<GroupFile> files) {
        files.stream()
                .filter(file -> file.file().equals(SUM_V1))
                .findFirst()
                .ifPresent(sum -> {
                    files.remove(sum);
                    files.addFirst(sum);
                });
    }

    /**
     * Refusals of what is more than the host has: a limit that limits nothing, or is impossible.
     */
    public static List<Refusal> beyond(Limits limits, LaunchHost host) {
        List<Refusal> found = new ArrayList<>();
        int possible = host.possibleCpus();
        limits.cpu()
                .cpus()
                .filter(cpus -> !CpuSet.first(possible).contains(cpus))
                .ifPresent(cpus ->
                        found.add(
                                new Refusal(
                                        Rule.CPUSET,
                                        "--cpuset-cpus " + cpus,
                                        "this host has CPUs 0 to " + (possible - 1),
                                        "CPUs among those")));
        limits.cpu()
                .nodes()
                .filter(nodes -> !host.memoryNodes().contains(nodes))
                .ifPresent(nodes ->
                        found.add(
                                new Refusal(
                                        Rule.CPUSET,
                                        "--cpuset-mems " + nodes,
                                        "this host has the memory nodes " + host.memoryNodes(),
                                        "nodes among those")));
        limits.cpu()
                .quota()
                .filter(quota -> quota.exceeds(possible))
                .ifPresent(quota ->
                        found.add(
                                new Refusal(
                                        Rule.CPU,
                                        quota.option(),
                                        "this host has " + possible,
                                        "at most that many")));
        return found;
    }

    /** Why a limit cannot be held here, if it cannot. */
    static Optional<Refusal> refusal(Limit limit, CgroupView view) {
        if (limit.impossible().isPresent()) {
            Reason reason = limit.impossible().orElseThrow();
            return Optional.of(
                    new Refusal(
                            Rule.CGROUP_VERSION, limit.option(), reason.why(), reason.instead()));
        }
        return directory(limit.controller(), view).isPresent()
                ? Optional.empty()
                : Optional.of(missing(limit, view));
    }

    private static List<GroupFile> located(Limit limit, CgroupView view, String id) {
        Path group = directory(limit.controller(), view).orElseThrow().resolve(id);
        return limit.files().stream()
                .map(file -> new GroupFile(limit.option(), group, file.key(), file.value()))
                .toList();
    }

    private static Optional<Path> directory(String controller, CgroupView view) {
        return switch (view) {
            case CgroupView.V2 v2 when v2.controllers().contains(controller) ->
                    Optional.of(v2.directory());
            case CgroupView.V1 v1 ->
                    v1.hierarchies().stream()
                            .filter(each -> each.controllers().contains(controller))
                            .map(CgroupView.Hierarchy::directory)
                            .findFirst();
            case CgroupView.V2 _, CgroupView.None _ -> Optional.empty();
        };
    }

    private static Refusal missing(Limit limit, CgroupView view) {
        String why =
                "the cgroup controller \""
                        + limit.controller()
                        + "\" is not delegated to"
                        + " this user";
        return switch (view) {
            case CgroupView.None none ->
                    new Refusal(Rule.CGROUP_MISSING, limit.option(), none.why(), none.fix());
            case CgroupView.V2 _ ->
                    new Refusal(
                            Rule.CGROUP_MISSING,
                            limit.option(),
                            why,
                            "systemd-run --user --scope -p Delegate=yes jsec run …, or jsec setup");
            case CgroupView.V1 _ ->
                    new Refusal(
                            Rule.CGROUP_MISSING,
                            limit.option(),
                            why,
                            "jsec setup as root, which delegates the hierarchies it can");
        };
    }

    private boolean unified() {
        return view instanceof CgroupView.V2;
    }

    /** Whether the kernel has what stands among the controllers as this word. */
    private boolean has(String word) {
        return directory(word, view).isPresent();
    }

    private void add(String option, String controller, Step.Pair... files) {
        found.add(new Limit(option, controller, List.of(files)));
    }

    private void impossible(String option, String controller, String why, String instead) {
        found.add(new Limit(option, controller, List.of(), Optional.of(new Reason(why, instead))));
    }

    private void cpu(CpuLimits cpu) {
        cpu.shares()
                .ifPresent(shares ->
                        add(
                                "--cpu-shares " + shares,
                                "cpu",
                                unified()
                                        ? pair("cpu.weight", weight(shares))
                                        : pair("cpu.shares", shares)));
        cpu.quota().ifPresent(this::quota);
        cpu.cpus()
                .ifPresent(cpus ->
                        add(
                                "--cpuset-cpus " + cpus,
                                "cpuset",
                                pair("cpuset.cpus", cpus.toString())));
        cpu.nodes()
                .ifPresent(nodes ->
                        add(
                                "--cpuset-mems " + nodes,
                                "cpuset",
                                pair("cpuset.mems", nodes.toString())));
    }

    private void quota(CpuQuota quota) {
        if (unified()) {
            String micros = quota.quotaMicros() < 0 ? "max" : Long.toString(quota.quotaMicros());
            add(quota.option(), "cpu", pair("cpu.max", micros + " " + quota.periodMicros()));
        } else {
            add(
                    quota.option(),
                    "cpu",
                    pair("cpu.cfs_period_us", quota.periodMicros()),
                    pair("cpu.cfs_quota_us", quota.quotaMicros()));
        }
    }

    private void memory(MemoryLimits memory) {
        memory.bytes()
                .ifPresent(bytes ->
                        add(
                                "--memory " + ByteSize.show(bytes),
                                "memory",
                                pair(unified() ? "memory.max" : "memory.limit_in_bytes", bytes)));
        swap(memory);
        memory.reservationBytes()
                .ifPresent(bytes ->
                        add(
                                "--memory-reservation " + ByteSize.show(bytes),
                                "memory",
                                pair(
                                        unified() ? "memory.low" : "memory.soft_limit_in_bytes",
                                        bytes)));
        memory.swappiness()
                .ifPresent(swappiness ->
                        onlyV1(
                                "--memory-swappiness " + swappiness,
                                "cgroup v2 has no swappiness of a group",
                                "--memory-swap, which bounds its swap",
                                pair("memory.swappiness", swappiness)));
        if (memory.oomKillDisable()) {
            onlyV1(
                    "--oom-kill-disable",
                    "cgroup v2 always ends a process of a group that is out of memory",
                    "--memory with room to spare",
                    pair("memory.oom_control", 1));
        }
    }

    private void onlyV1(String option, String why, String instead, Step.Pair file) {
        if (unified()) {
            impossible(option, "memory", why, instead);
        } else {
            add(option, "memory", file);
        }
    }

    /**
     * v1 counts memory and swap together, v2 swap alone. Nothing holds a kernel's swap that it does
     * not count: then only no limit, and the default, can be promised.
     */
    private void swap(MemoryLimits memory) {
        long bytes = memory.bytes().orElse(0);
        if (memory.bytes().isEmpty() && memory.withSwapBytes().isEmpty()) {
            return;
        }
        long sum = memory.withSwapBytes().orElse(2 * bytes);
        boolean none = sum == MemoryLimits.UNLIMITED;
        String option = "--memory-swap " + (none ? "-1" : ByteSize.show(sum));
        if (!has(CgroupView.SWAP)) {
            boolean promised = memory.withSwapBytes().isPresent() && !none && sum != 2 * bytes;
            if (promised && has("memory")) {
                impossible(
                        option,
                        "memory",
                        "this kernel counts no swap (it was booted without swapaccount=1)",
                        "--memory alone");
            }
            return;
        }
        if (unified()) {
            add(
                    option,
                    "memory",
                    none ? pair("memory.swap.max", "max") : pair("memory.swap.max", sum - bytes));
        } else {
            add(option, "memory", pair(SUM_V1, sum));
        }
    }

    /**
     * The v2 weight of v1 shares: 2..262,144 becomes 1..10,000 along the curve of runc and crun
     * today, which takes the usual 1,024 to the usual 100.
     */
    static long weight(int shares) {
        double log = Math.log(shares) / Math.log(2);
        double exponent = (log * log + 125 * log) / 612 - 7.0 / 34.0;
        long weight = (long) Math.ceil(StrictMath.pow(10, exponent) - 1e-9);
        return shares <= 2 ? 1 : Math.min(weight, 10_000);
    }

    private static Step.Pair pair(String file, long value) {
        return new Step.Pair(file, Long.toString(value));
    }

    private static Step.Pair pair(String file, String value) {
        return new Step.Pair(file, value);
    }
}
