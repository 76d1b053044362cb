package io.jsec.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Plans with one thing changed: a comparison that does not tell them apart would prove nothing. */
final class Mutants {
    private static final Map<String, UnaryOperator<Step>> CHANGES =
            Map.of(
                    "a capability more",
                    step ->
                            step instanceof Step.Capabilities sets
                                    ? new Step.Capabilities(
                                            sets.bounding() ^ 1, sets.permitted(), 0, 0, 0)
                                    : step,
                    "another user",
                    step ->
                            step instanceof Step.User user
                                    ? new Step.User(user.uid() ^ 1, user.gid(), user.groups())
                                    : step,
                    "a group more",
                    step ->
                            step instanceof Step.User user
                                    ? new Step.User(
                                            user.uid(), user.gid(), List.of(user.gid(), 4711))
                                    : step,
                    "another network",
                    step ->
                            step instanceof Step.Namespaces namespaces
                                    ? new Step.Namespaces(
                                            namespaces.flags() ^ NamespaceKind.NET.flag())
                                    : step,
                    "a root without nodev",
                    step ->
                            step instanceof Step.Overlay root
                                    ? new Step.Overlay(
                                            root.base(),
                                            root.lowers(),
                                            root.upper(),
                                            root.work(),
                                            2)
                                    : step,
                    "a writable /proc/sys",
                    step ->
                            step.equals(new Step.ReadOnly("/proc/sys"))
                                    ? new Step.Mask("/proc/none")
                                    : step,
                    "another limit",
                    step ->
                            step instanceof Step.Rlimit limit
                                    ? new Step.Rlimit(limit.resource(), 1, limit.hard() + 1)
                                    : step,
                    "another id map",
                    step ->
                            step instanceof Step.IdMap map
                                    ? new Step.IdMap(
                                            List.of(
                                                    new IdRange(0, 0, 1),
                                                    new IdRange(1, 1, 65_534)),
                                            map.gids(),
                                            1)
                                    : step,
                    "another place in the order of dying",
                    step -> step instanceof Step.OomScore ? new Step.OomScore(7) : step,
                    "a mount on another target",
                    step ->
                            step instanceof Step.Mount mount && mount.type().equals("devpts")
                                    ? new Step.Mount(
                                            "devpts", "devpts", "/dev/other", 10, List.of(), 3)
                                    : step);

    private Mutants() {}

    /** The changes that a comparison with a container of the unchanged plan does not notice. */
    static List<String> alive(LaunchPlan plan, IdentityForm identity, long pid) throws IOException {
        List<String> alive = new ArrayList<>();
        Map<String, UnaryOperator<Step>> changes = new TreeMap<>(CHANGES);
        changes.put("other limits of its groups", Mutants::otherGroupFiles);
        for (Map.Entry<String, UnaryOperator<Step>> change : changes.entrySet()) {
            List<Step> steps = plan.steps().stream().map(change.getValue()).toList();
            boolean changed = !steps.equals(plan.steps());
            if (changed && PlanComparison.compare(new LaunchPlan(steps), identity, pid).isEmpty()) {
                alive.add(change.getKey());
            }
        }
        return alive;
    }

    private static Step otherGroupFiles(Step step) {
        if (!(step instanceof Step.Cgroup group)) {
            return step;
        }
        List<Step.Pair> files =
                group.files().stream().map(file -> new Step.Pair(file.key(), "7777")).toList();
        return new Step.Cgroup(group.path(), files, group.flags());
    }
}
