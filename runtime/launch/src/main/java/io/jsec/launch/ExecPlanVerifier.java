package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proves that a process which joins a container has no more than the container, from the two plans
 * and what was asked for; it shares no decision with the compiler.
 */
public final class ExecPlanVerifier {
    /** The launcher's order; nothing else may stand in such a plan. */
    private static final List<Class<? extends Step>> ORDER =
            List.of(
                    Step.OomScore.class,
                    Step.AppArmor.class,
                    Step.Cgroup.class,
                    Step.Join.class,
                    Step.Stdio.class,
                    Step.Rlimit.class,
                    Step.User.class,
                    Step.Capabilities.class,
                    Step.NoNewPrivs.class,
                    Step.Seccomp.class,
                    Step.Exec.class);

    private final ExecPlan plan;
    private final ExecSpec spec;
    private final LaunchPlan container;
    private final List<Violation> found = new ArrayList<>();

    private ExecPlanVerifier(ExecPlan plan, ExecSpec spec, LaunchPlan container) {
        this.plan = plan;
        this.spec = spec;
        this.container = container;
    }

    /** Every invariant the plan breaks; none for a plan that may run. */
    public static List<Violation> verify(
            ExecPlan plan, ExecSpec spec, String id, LaunchPlan container) {
        ExecPlanVerifier verifier = new ExecPlanVerifier(plan, spec, container);
        verifier.order();
        verifier.place(id);
        verifier.walls();
        verifier.privileges();
        verifier.process();
        return List.copyOf(verifier.found);
    }

    private void require(boolean holds, Rule rule, Class<? extends Step> blamed, String message) {
        if (!holds) {
            int step = -1;
            for (int index = plan.steps().size() - 1; index >= 0; index--) {
                step = blamed.isInstance(plan.steps().get(index)) ? index : step;
            }
            found.add(new Violation(rule, step, message));
        }
    }

    private void order() {
        int before = 0;
        for (Step step : plan.steps()) {
            int place = ORDER.indexOf(step.getClass());
            require(
                    place >= before,
                    Rule.ORDER,
                    step.getClass(),
                    step.kind() + " has no place there");
            before = Math.max(before, place);
        }
        for (Class<? extends Step> kind :
                List.of(
                        Step.Join.class,
                        Step.Stdio.class,
                        Step.User.class,
                        Step.Capabilities.class,
                        Step.Exec.class)) {
            int count = plan.steps(kind).size();
            require(count == 1, Rule.ORDER, kind, count + " steps of " + kind.getSimpleName());
        }
        boolean last = !plan.steps().isEmpty() && plan.steps().getLast() instanceof Step.Exec;
        require(last, Rule.SECCOMP_LAST, Step.Exec.class, "it does not end with the command");
    }

    private void place(String id) {
        long own =
                container.steps(Step.Namespaces.class).stream()
                        .mapToLong(Step.Namespaces::flags)
                        .sum();
        for (Step.Share share : container.steps(Step.Share.class)) {
            own |= share.namespaces();
        }
        long all = own;
        for (Step.Join join : plan.steps(Step.Join.class)) {
            require(
                    join.container().equals(id),
                    Rule.NAMESPACES,
                    Step.Join.class,
                    "it joins another container");
            require(
                    join.namespaces() == all,
                    Rule.NAMESPACES,
                    Step.Join.class,
                    "it does not join what the container is in");
        }
        List<String> groups =
                container.steps(Step.Cgroup.class).stream().map(Step.Cgroup::path).toList();
        List<Step.Cgroup> entered = plan.steps(Step.Cgroup.class);
        require(
                entered.stream().map(Step.Cgroup::path).toList().equals(groups),
                Rule.CGROUP_INSIDE,
                Step.Cgroup.class,
                "its groups are not the container's");
        require(
                entered.stream()
                        .allMatch(group ->
                                group.files().isEmpty()
                                        && (group.flags() & Step.Cgroup.CREATE) == 0),
                Rule.CGROUP_INSIDE,
                Step.Cgroup.class,
                "it changes a group of the container");
    }

    private void walls() {
        require(
                plan.steps(Step.Seccomp.class).equals(container.steps(Step.Seccomp.class)),
                Rule.SECCOMP_LAST,
                Step.Seccomp.class,
                "the filter is not the container's");
        require(
                plan.steps(Step.AppArmor.class).equals(container.steps(Step.AppArmor.class)),
                Rule.APPARMOR_PRESENT,
                Step.AppArmor.class,
                "the profile is not the container's");
        require(
                plan.steps(Step.NoNewPrivs.class).equals(container.steps(Step.NoNewPrivs.class)),
                Rule.NO_NEW_PRIVS_FIRST,
                Step.NoNewPrivs.class,
                "no_new_privs is not as in the container");
        require(
                plan.steps(Step.Rlimit.class).equals(container.steps(Step.Rlimit.class)),
                Rule.LIMITS_PRESENT,
                Step.Rlimit.class,
                "its limits are not the container's");
        require(
                plan.steps(Step.OomScore.class).equals(container.steps(Step.OomScore.class)),
                Rule.LIMITS_PRESENT,
                Step.OomScore.class,
                "it would not go with the container when memory runs out");
    }

    private void privileges() {
        Optional<Step.Capabilities> around =
                container.steps(Step.Capabilities.class).stream().findFirst();
        long most = around.map(Step.Capabilities::bounding).orElse(0L);
        boolean free = container.steps(Step.NoNewPrivs.class).isEmpty();
        long held = most | (free ? CapabilitySet.SYS_ADMIN.bits() : 0);
        for (Step.Capabilities sets : plan.steps(Step.Capabilities.class)) {
            require(
                    (sets.bounding() & ~most) == 0
                            && ((sets.permitted() | sets.effective()) & ~held) == 0,
                    Rule.BOUNDING_SET,
                    Step.Capabilities.class,
                    "more than the container's " + new CapabilitySet(most));
            require(
                    spec.user().root()
                            || (sets.permitted() & ~(free ? CapabilitySet.SYS_ADMIN.bits() : 0))
                                    == 0,
                    Rule.BOUNDING_SET,
                    Step.Capabilities.class,
                    "a user other than root holds capabilities");
            require(
                    sets.inheritable() == 0 && sets.ambient() == 0,
                    Rule.NO_INHERITED_CAPABILITIES,
                    Step.Capabilities.class,
                    "they would reach every program it starts");
        }
    }

    private void process() {
        boolean groups =
                container.steps(Step.IdMap.class).stream().anyMatch(map -> map.setgroups() == 1);
        ContainerUser wanted = spec.user();
        for (Step.User user : plan.steps(Step.User.class)) {
            require(
                    user.uid() == wanted.uid()
                            && user.gid() == wanted.gid()
                            && user.groups().equals(groups ? wanted.groups() : List.of()),
                    Rule.USER_AS_ASKED,
                    Step.User.class,
                    "it is " + user.uid() + ":" + user.gid() + " in " + user.groups());
        }
        for (Step.Stdio stdio : plan.steps(Step.Stdio.class)) {
            int mode = (spec.streams().interactive() ? 1 : 0) + (spec.streams().tty() ? 2 : 0);
            require(
                    stdio.mode() == mode,
                    Rule.STDIO_ONLY,
                    Step.Stdio.class,
                    "mode " + stdio.mode() + " is not what was asked for");
        }
        for (Step.Exec exec : plan.steps(Step.Exec.class)) {
            require(
                    exec.argv().equals(spec.command().argv())
                            && exec.cwd().equals(spec.command().workdir())
                            && exec.how() == 0
                            && declared(exec.env()),
                    Rule.COMMAND_AS_ASKED,
                    Step.Exec.class,
                    "another command, environment or directory than asked for");
        }
    }

    /** Everything asked for, and at most the four that are added. */
    private boolean declared(List<String> env) {
        List<String> asked =
                spec.command().env().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList();
        return env.containsAll(asked)
                && env.stream()
                        .filter(entry -> !asked.contains(entry))
                        .allMatch(entry -> entry.matches("(?s)(PATH|HOSTNAME|HOME|TERM)=.*"));
    }
}
