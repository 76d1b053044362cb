package io.jsec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Limits that control groups hold. One group a container and hierarchy, named by the container's
 * id.
 *
 * <p>With v1 only hierarchies that hold a limit are joined, and freezer and pids: each group is
 * made, joined and removed again.
 */
final class CgroupSteps {
    /** Microseconds of a scheduling period; quotas are parts of it. */
    private static final long PERIOD_US = 100_000;

    private CgroupSteps() {}

    static void add(PlanDraft draft) {
        checkCpus(draft);
        switch (draft.host().cgroups()) {
            case CgroupView.V2 v2 -> addV2(draft, v2);
            case CgroupView.V1 v1 -> addV1(draft, v1);
            case CgroupView.None none -> {
                for (Limit limit : limits(draft.spec().limits())) {
                    draft.unenforceable(
                            Rule.CGROUP_MISSING, limit.option(), none.why(), none.fix());
                }
            }
        }
    }

    private static void addV2(PlanDraft draft, CgroupView.V2 v2) {
        List<Step.Pair> files = new ArrayList<>();
        for (Limit limit : limits(draft.spec().limits())) {
            if (v2.controllers().contains(limit.controller())) {
                limit.v2().stream().filter(file -> exists(file, v2)).forEach(files::add);
            } else {
                missing(draft, limit);
            }
        }
        if (v2.controllers().contains("pids")) {
            pidsDefault(draft.spec().limits()).ifPresent(max -> files.add(pair("pids.max", max)));
        }
        draft.add(
                new Step.Cgroup(
                        group(draft, v2.directory()), files, Step.Cgroup.CREATE | Step.Cgroup.V2));
    }

    /** A kernel that does not count swap has no file to limit it, and nothing to be limited. */
    private static boolean exists(Step.Pair file, CgroupView.V2 v2) {
        return !file.key().startsWith(CgroupView.SWAP)
                || v2.controllers().contains(CgroupView.SWAP);
    }

    private static void addV1(PlanDraft draft, CgroupView.V1 v1) {
        Map<String, List<Step.Pair>> wanted = new LinkedHashMap<>();
        List<String> there =
                v1.hierarchies().stream().flatMap(each -> each.controllers().stream()).toList();
        for (Limit limit : limits(draft.spec().limits())) {
            if (there.contains(limit.controller())) {
                wanted.computeIfAbsent(limit.controller(), _ -> new ArrayList<>())
                        .addAll(limit.v1());
            } else {
                missing(draft, limit);
            }
        }
        pidsDefault(draft.spec().limits())
                .ifPresent(max -> wanted.put("pids", List.of(pair("pids.max", max))));
        wanted.putIfAbsent("freezer", List.of());
        for (CgroupView.Hierarchy hierarchy : v1.hierarchies()) {
            List<Step.Pair> files = new ArrayList<>();
            if (hierarchy.controllers().contains("cpuset") && wanted.containsKey("cpuset")) {
                files.add(pair("cpuset.mems", hierarchy.memoryNodes()));
            }
            hierarchy.controllers().stream()
                    .filter(wanted::containsKey)
                    .forEach(controller -> files.addAll(wanted.get(controller)));
            if (hierarchy.controllers().stream().anyMatch(wanted::containsKey)) {
                draft.add(
                        new Step.Cgroup(
                                group(draft, hierarchy.directory()), files, Step.Cgroup.CREATE));
            }
        }
    }

    private static String group(PlanDraft draft, Path delegated) {
        return delegated.resolve(draft.spec().id()).toString();
    }

    private static void missing(PlanDraft draft, Limit limit) {
        String fix =
                draft.host().cgroups() instanceof CgroupView.V2
                        ? "systemd-run --user --scope -p Delegate=yes jsec run …, or jsec setup"
                        : "jsec setup as root, which delegates the hierarchies it can";
        draft.unenforceable(
                Rule.CGROUP_MISSING,
                limit.option(),
                "the cgroup controller \""
                        + limit.controller()
                        + "\" is not delegated to this user",
                fix);
    }

    /** No more CPUs than there are. */
    private static void checkCpus(PlanDraft draft) {
        Limits limits = draft.spec().limits();
        int possible = draft.host().possibleCpus();
        limits.cpuset()
                .filter(cpus -> !CpuSet.first(possible).contains(cpus))
                .ifPresent(cpus ->
                        draft.refuse(
                                Rule.CPUSET,
                                "--cpuset-cpus " + cpus,
                                "this host has CPUs 0 to " + (possible - 1),
                                "CPUs among those"));
        limits.cpuMillis()
                .ifPresent(millis -> {
                    if (millis > possible * 1000L) {
                        draft.refuse(
                                Rule.CPU,
                                "--cpus " + cpus(millis),
                                "this host has " + possible,
                                "at most that many");
                    }
                });
    }

    private static OptionalLong pidsDefault(Limits limits) {
        return limits.pids().isEmpty()
                ? OptionalLong.of(Limits.PIDS_DEFAULT)
                : OptionalLong.empty();
    }

    /** What was asked for, and the files that hold it. */
    static List<Limit> limits(Limits limits) {
        List<Limit> all = new ArrayList<>();
        limits.cpuShares()
                .ifPresent(shares ->
                        all.add(
                                new Limit(
                                        "--cpu-shares " + shares,
                                        "cpu",
                                        List.of(pair("cpu.shares", shares)),
                                        List.of(pair("cpu.weight", weight(shares))))));
        limits.cpuMillis().ifPresent(millis -> all.add(quota(millis)));
        limits.cpuset()
                .ifPresent(cpus -> {
                    List<Step.Pair> file = List.of(new Step.Pair("cpuset.cpus", cpus.toString()));
                    all.add(new Limit("--cpuset-cpus " + cpus, "cpuset", file, file));
                });
        limits.memoryBytes().ifPresent(bytes -> all.add(memory(bytes)));
        limits.pids()
                .ifPresent(count -> {
                    if (count != Limits.PIDS_UNLIMITED) {
                        List<Step.Pair> file = List.of(pair("pids.max", count));
                        all.add(new Limit("--pids-limit " + count, "pids", file, file));
                    }
                });
        return all;
    }

    private static Limit quota(long millis) {
        long quota = millis * PERIOD_US / 1000;
        return new Limit(
                "--cpus " + cpus(millis),
                "cpu",
                List.of(pair("cpu.cfs_period_us", PERIOD_US), pair("cpu.cfs_quota_us", quota)),
                List.of(new Step.Pair("cpu.max", quota + " " + PERIOD_US)));
    }

    /**
     * As much swap as memory, Docker's meaning; v1 counts swap only where the host was booted so.
     */
    private static Limit memory(long bytes) {
        return new Limit(
                "--memory " + ByteSize.show(bytes),
                "memory",
                List.of(pair("memory.limit_in_bytes", bytes)),
                List.of(pair("memory.max", bytes), pair("memory.swap.max", bytes)));
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

    private static String cpus(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }

    private static Step.Pair pair(String file, long value) {
        return new Step.Pair(file, Long.toString(value));
    }

    private static Step.Pair pair(String file, String value) {
        return new Step.Pair(file, value);
    }

    /**
     * One limit.
     *
     * @param option as asked for
     * @param controller that holds it
     * @param v1 files of cgroup v1
     * @param v2 files of cgroup v2
     */
    record Limit(String option, String controller, List<Step.Pair> v1, List<Step.Pair> v2) {}
}
