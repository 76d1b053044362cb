package io.jsec.launch;

import java.nio.file.Path;
import java.util.List;

/** What a plan touches outside the container: its own directory and its own control groups. */
final class OutsideInvariants {
    private OutsideInvariants() {}

    static void check(Examination on) {
        on.each(
                Step.Cleanup.class,
                (index, cleanup) ->
                        on.require(
                                on.spec().lifecycle().remove()
                                        && Path.of(cleanup.path())
                                                .startsWith(on.spec().directory()),
                                Rule.CLEANUP_INSIDE,
                                index,
                                cleanup.path() + " is not this container's to remove"));
        on.each(Step.Cgroup.class, (index, cgroup) -> cgroup(on, index, cgroup));
        if (!on.spec().confinement().degrade()) {
            limits(on);
        }
    }

    private static void cgroup(Examination on, int index, Step.Cgroup cgroup) {
        Path path = Path.of(cgroup.path());
        boolean own =
                path.endsWith(on.spec().id())
                        && delegated(on.host().cgroups()).contains(path.getParent());
        on.require(
                own,
                Rule.CGROUP_INSIDE,
                index,
                cgroup.path() + " is not a group of this container below a delegated one");
        on.require(
                (cgroup.flags() & Step.Cgroup.CREATE) != 0,
                Rule.CGROUP_INSIDE,
                index,
                "the group would outlive the container");
    }

    private static List<Path> delegated(CgroupView view) {
        return switch (view) {
            case CgroupView.V2 v2 -> List.of(v2.directory());
            case CgroupView.V1 v1 ->
                    v1.hierarchies().stream().map(CgroupView.Hierarchy::directory).toList();
            case CgroupView.None _ -> List.of();
        };
    }

    /** A limit is held by some file. */
    private static void limits(Examination on) {
        List<Step.Pair> files =
                on.plan().steps(Step.Cgroup.class).stream()
                        .flatMap(cgroup -> cgroup.files().stream())
                        .toList();
        CgroupView view = on.host().cgroups();
        for (LimitFiles.Limit limit : LimitFiles.of(on.spec().limits(), view)) {
            on.require(
                    limit.impossible().isEmpty() && files.containsAll(limit.files()),
                    Rule.LIMITS_PRESENT,
                    -1,
                    limit.option() + " has no group that holds it");
        }
        List<Step.Rlimit> limits = on.plan().steps(Step.Rlimit.class);
        for (Ulimit limit : on.spec().limits().ulimits()) {
            Step.Rlimit wanted =
                    new Step.Rlimit(limit.resource().number(), limit.soft(), limit.hard());
            on.require(
                    limits.contains(wanted),
                    Rule.LIMITS_PRESENT,
                    -1,
                    "--ulimit " + limit.resource().optionName() + " is missing");
        }
    }
}
