package io.jsec.launch;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Steps stand in the launcher's order, and those which must be there once are. */
final class OrderInvariants {
    /** Steps of one phase may stand in any order among themselves. */
    private static final List<Set<Class<? extends Step>>> PHASES =
            List.of(
                    Set.of(Step.Cleanup.class),
                    Set.of(Step.OomScore.class, Step.AppArmor.class),
                    Set.of(Step.Cgroup.class),
                    Set.of(Step.Share.class),
                    Set.of(Step.Namespaces.class),
                    Set.of(Step.IdMap.class),
                    Set.of(Step.Overlay.class),
                    Set.of(
                            Step.Mount.class,
                            Step.Bind.class,
                            Step.Device.class,
                            Step.Symlink.class,
                            Step.Directory.class),
                    Set.of(Step.Mask.class, Step.ReadOnly.class),
                    Set.of(Step.Stdio.class),
                    Set.of(Step.ReadOnlyRoot.class),
                    Set.of(Step.PivotRoot.class),
                    Set.of(
                            Step.Hostname.class,
                            Step.LoopbackUp.class,
                            Step.Sysctl.class,
                            Step.Rlimit.class),
                    Set.of(Step.Landlock.class),
                    Set.of(Step.User.class),
                    Set.of(Step.Capabilities.class),
                    Set.of(Step.NoNewPrivs.class),
                    Set.of(Step.Seccomp.class),
                    Set.of(Step.Exec.class));

    /** At most how often a kind stands there; others as often as needed. */
    private static final Map<Class<? extends Step>, Integer> AT_MOST =
            Map.of(
                    Step.OomScore.class, 1,
                    Step.AppArmor.class, 1,
                    Step.ReadOnlyRoot.class, 1,
                    Step.Hostname.class, 1,
                    Step.LoopbackUp.class, 1,
                    Step.Landlock.class, 1,
                    Step.NoNewPrivs.class, 1,
                    Step.Seccomp.class, 1);

    private OrderInvariants() {}

    static void check(Examination on) {
        int phase = 0;
        List<Step> steps = on.plan().steps();
        for (int index = 0; index < steps.size(); index++) {
            int own = phaseOf(steps.get(index));
            on.require(
                    own >= phase,
                    Rule.ORDER,
                    index,
                    steps.get(index).kind() + " after a step that must follow it");
            phase = Math.max(phase, own);
        }
        AT_MOST.forEach((kind, most) ->
                on.require(
                        on.plan().steps(kind).size() <= most,
                        Rule.ORDER,
                        on.plan().indexOf(kind),
                        "a second " + kind.getSimpleName()));
        for (Class<? extends Step> kind :
                List.of(Step.Namespaces.class, Step.PivotRoot.class, Step.Stdio.class)) {
            on.only(kind, (index, step) -> {});
        }
        checkLast(on, steps);
    }

    private static int phaseOf(Step step) {
        for (int phase = 0; phase < PHASES.size(); phase++) {
            if (PHASES.get(phase).contains(step.getClass())) {
                return phase;
            }
        }
        return -1; // of another kind of plan: before everything, so out of order
    }

    private static void checkLast(Examination on, List<Step> steps) {
        int last = steps.size() - 1;
        on.require(
                last >= 0 && steps.get(last) instanceof Step.Exec,
                Rule.SECCOMP_LAST,
                last,
                "the plan does not end with the command");
        int seccomp = on.plan().indexOf(Step.Seccomp.class);
        boolean wanted = !(on.spec().confinement().seccomp() instanceof SeccompChoice.Unconfined);
        on.require(
                !wanted || (seccomp >= 0 && seccomp == last - 1),
                Rule.SECCOMP_LAST,
                seccomp,
                "the filter is missing or not right before the command");
        int noNewPrivs = on.plan().indexOf(Step.NoNewPrivs.class);
        on.require(
                !on.spec().confinement().noNewPrivileges() || noNewPrivs >= 0,
                Rule.NO_NEW_PRIVS_FIRST,
                -1,
                "no_new_privs is missing");
        on.require(
                seccomp < 0 || noNewPrivs < seccomp,
                Rule.NO_NEW_PRIVS_FIRST,
                noNewPrivs,
                "no_new_privs comes after the filter");
    }
}
