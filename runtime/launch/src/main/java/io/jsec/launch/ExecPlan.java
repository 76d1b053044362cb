package io.jsec.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a process joins a running container: its own short list of steps, compiled from the plan the
 * container was started by, so that it meets every wall the container has. One is left out:
 * Landlock rules make a domain for each process that takes them, and a second domain beside the
 * container's could neither signal nor look at its processes.
 *
 * @param steps in the launcher's order, ending with the command
 */
public record ExecPlan(List<Step> steps) {
    /** Copied and not too many. */
    public ExecPlan {
        steps = List.copyOf(steps);
        if (steps.size() > LaunchPlan.STEPS_MAX) {
            throw new IllegalArgumentException(steps.size() + " steps");
        }
    }

    /** The steps of one kind, in order. */
    public <T extends Step> List<T> steps(Class<T> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * The plan.
     *
     * @param id of the container
     * @param container the plan it was started by, as {@link ResidentClient#plan} tells
     * @throws RefusedException where the user has no place in the container, or the command is too
     *     large
     */
    public static ExecPlan compile(ExecSpec spec, String id, LaunchPlan container) {
        checkIds(spec.user(), only(container, Step.IdMap.class));
        List<Step> steps = new ArrayList<>(container.steps(Step.OomScore.class));
        steps.addAll(container.steps(Step.AppArmor.class));
        for (Step.Cgroup group : container.steps(Step.Cgroup.class)) {
            steps.add(new Step.Cgroup(group.path(), List.of(), group.flags() & Step.Cgroup.V2));
        }
        long taken =
                container.steps(Step.Share.class).stream().mapToLong(Step.Share::namespaces).sum();
        long own = only(container, Step.Namespaces.class).flags();
        steps.add(new Step.Join(id, own | taken));
        Streams streams = spec.streams();
        int mode = (streams.interactive() ? 1 : 0) | (streams.tty() ? 2 : 0);
        steps.add(
                new Step.Stdio(
                        mode,
                        streams.tty() ? streams.rows() : 0,
                        streams.tty() ? streams.columns() : 0));
        steps.addAll(container.steps(Step.Rlimit.class));
        addProcess(steps, spec, container);
        ExecPlan plan = new ExecPlan(steps);
        if (PlanCodec.size(plan.steps()) > LaunchPlan.PLAN_BYTES_MAX) {
            throw tooLarge().exception();
        }
        return plan;
    }

    private static void addProcess(List<Step> steps, ExecSpec spec, LaunchPlan container) {
        ContainerUser user = spec.user();
        boolean groups = only(container, Step.IdMap.class).setgroups() == 1;
        steps.add(new Step.User(user.uid(), user.gid(), groups ? user.groups() : List.of()));
        steps.add(capabilities(user, container));
        steps.addAll(container.steps(Step.NoNewPrivs.class));
        steps.addAll(container.steps(Step.Seccomp.class));
        Command command = spec.command();
        steps.add(
                new Step.Exec(command.argv(), environment(spec, container), command.workdir(), 0));
    }

    /**
     * The container's, and for a user other than root in a container of root's: none, as if it had
     * been started so. Without no_new_privs the filter needs SYS_ADMIN until the exec.
     */
    private static Step.Capabilities capabilities(ContainerUser user, LaunchPlan container) {
        boolean rootsContainer = only(container, Step.User.class).uid() == 0;
        long most = only(container, Step.Capabilities.class).bounding();
        long bounding = user.root() || !rootsContainer ? most : 0;
        long held = user.root() ? bounding : 0;
        boolean filtered = !container.steps(Step.Seccomp.class).isEmpty();
        if (filtered && container.steps(Step.NoNewPrivs.class).isEmpty()) {
            held |= CapabilitySet.SYS_ADMIN.bits();
        }
        return new Step.Capabilities(bounding, held, held, 0, 0);
    }

    private static List<String> environment(ExecSpec spec, LaunchPlan container) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PATH", ProcessSteps.DEFAULT_PATH);
        container.steps(Step.Hostname.class).forEach(host -> all.put("HOSTNAME", host.name()));
        if (spec.streams().tty()) {
            all.put("TERM", "xterm");
        }
        all.putAll(spec.command().env());
        all.putIfAbsent("HOME", spec.user().home());
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    private static void checkIds(ContainerUser user, Step.IdMap map) {
        List<Integer> gids = new ArrayList<>(map.setgroups() == 1 ? user.groups() : List.of());
        gids.add(user.gid());
        Optional<Integer> unmapped =
                gids.stream().filter(gid -> !holds(map.gids(), gid)).findFirst();
        if (!holds(map.uids(), user.uid())) {
            unmapped = Optional.of(user.uid());
        }
        if (unmapped.isPresent()) {
            throw new Refusal(
                            Rule.ID_UNMAPPED,
                            "the id " + unmapped.get(),
                            "the running container's map has no place for it",
                            "an id the container has")
                    .exception();
        }
    }

    private static boolean holds(List<IdRange> lines, int id) {
        return lines.stream()
                .anyMatch(line -> id >= line.inside() && id - line.inside() < line.count());
    }

    private static <T extends Step> T only(LaunchPlan plan, Class<T> kind) {
        return plan.steps(kind).stream()
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("a plan without " + kind.getSimpleName()));
    }

    private static Refusal tooLarge() {
        return new Refusal(
                Rule.PLAN_SIZE,
                "a command of more than " + LaunchPlan.PLAN_BYTES_MAX + " bytes",
                "the launcher takes no more",
                "a shorter command or environment; long texts belong in a file");
    }
}
