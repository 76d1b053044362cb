package io.jsec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Limits that control groups hold. One group a container and hierarchy, named by the container's
 * id.
 *
 * <p>With v1 only hierarchies that hold a limit are joined, and freezer and pids: each group is
 * made, joined and removed again.
 */
final class CgroupSteps {
    private CgroupSteps() {}

    static void add(PlanDraft draft) {
        LimitFiles.beyond(draft.spec().limits(), draft.host())
                .forEach(no -> draft.refuse(no.rule(), no.what(), no.why(), no.instead()));
        List<LimitFiles.Limit> held = held(draft);
        switch (draft.host().cgroups()) {
            case CgroupView.V2 v2 -> addV2(draft, v2, held);
            case CgroupView.V1 v1 -> addV1(draft, v1, held);
            case CgroupView.None _ -> {}
        }
    }

    /** What can be held here; the rest is refused, or warned about. */
    private static List<LimitFiles.Limit> held(PlanDraft draft) {
        CgroupView view = draft.host().cgroups();
        List<LimitFiles.Limit> held = new ArrayList<>();
        for (LimitFiles.Limit limit : LimitFiles.of(draft.spec().limits(), view)) {
            LimitFiles.refusal(limit, view)
                    .ifPresentOrElse(
                            no -> draft.unenforceable(no.rule(), no.what(), no.why(), no.instead()),
                            () -> held.add(limit));
        }
        return held;
    }

    private static void addV2(PlanDraft draft, CgroupView.V2 v2, List<LimitFiles.Limit> held) {
        List<Step.Pair> files = new ArrayList<>();
        held.forEach(limit -> files.addAll(limit.files()));
        if (v2.controllers().contains("pids")) {
            pidsDefault(draft.spec().limits()).ifPresent(max -> files.add(pids(max)));
        }
        draft.add(
                new Step.Cgroup(
                        group(draft, v2.directory()), files, Step.Cgroup.CREATE | Step.Cgroup.V2));
    }

    private static void addV1(PlanDraft draft, CgroupView.V1 v1, List<LimitFiles.Limit> held) {
        Map<String, List<Step.Pair>> wanted = new LinkedHashMap<>();
        for (LimitFiles.Limit limit : held) {
            wanted.computeIfAbsent(limit.controller(), _ -> new ArrayList<>())
                    .addAll(limit.files());
        }
        pidsDefault(draft.spec().limits()).ifPresent(max -> wanted.put("pids", List.of(pids(max))));
        wanted.putIfAbsent("freezer", List.of());
        for (CgroupView.Hierarchy hierarchy : v1.hierarchies()) {
            List<Step.Pair> files = new ArrayList<>();
            if (hierarchy.controllers().contains("cpuset") && wanted.containsKey("cpuset")) {
                nodes(draft, hierarchy).ifPresent(files::add);
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

    /** A cpuset of v1 takes nobody in before it has processors and memory nodes. */
    private static Optional<Step.Pair> nodes(PlanDraft draft, CgroupView.Hierarchy hierarchy) {
        CpuLimits cpu = draft.spec().limits().cpu();
        if (cpu.cpus().isEmpty()) {
            draft.refuse(
                    Rule.CPUSET,
                    "--cpuset-mems " + cpu.nodes().orElseThrow() + " alone",
                    "cgroup v1 needs the processors too",
                    "--cpuset-cpus with it");
        }
        return cpu.nodes().isPresent()
                ? Optional.empty()
                : Optional.of(new Step.Pair("cpuset.mems", hierarchy.memoryNodes()));
    }

    private static String group(PlanDraft draft, Path delegated) {
        return delegated.resolve(draft.spec().id()).toString();
    }

    private static OptionalLong pidsDefault(Limits limits) {
        return limits.pids().isEmpty()
                ? OptionalLong.of(Limits.PIDS_DEFAULT)
                : OptionalLong.empty();
    }

    private static Step.Pair pids(long max) {
        return new Step.Pair("pids.max", Long.toString(max));
    }
}
