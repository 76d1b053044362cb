package io.jsec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A plan being written: steps in the launcher's order, and what stands in its way. */
final class PlanDraft {
    private final ContainerSpec spec;
    private final LaunchHost host;
    private final List<Step> steps = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    PlanDraft(ContainerSpec spec, LaunchHost host) {
        this.spec = spec;
        this.host = host;
    }

    ContainerSpec spec() {
        return spec;
    }

    LaunchHost host() {
        return host;
    }

    void add(Step step) {
        steps.add(step);
    }

    /** Whether such a step is there already. */
    boolean has(Predicate<Step> wanted) {
        return steps.stream().anyMatch(wanted);
    }

    void refuse(Rule rule, String what, String why, String instead) {
        refusals.add(new Refusal(rule, what, why, instead));
    }

    /** What the host cannot hold: an error, or a warning where the user chose to go without. */
    void unenforceable(Rule rule, String what, String why, String instead) {
        if (spec.confinement().degrade()) {
            warnings.add(what + " is not enforced: " + why);
        } else {
            refuse(rule, what, why, instead);
        }
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    /** A path of the store as this launch reaches it: itself, or through the slot's view. */
    Path reach(Path path) {
        return switch (host.identity()) {
            case IdentityForm.Slot slot when path.startsWith(host.store()) ->
                    slot.view().resolve(host.store().relativize(path));
            case IdentityForm.Slot _, IdentityForm.Owner _, IdentityForm.Single _ -> path;
        };
    }

    Decision decision() {
        if (refusals.isEmpty() && steps.size() > LaunchPlan.STEPS_MAX) {
            refuse(
                    Rule.PLAN_SIZE,
                    "a launch of " + steps.size() + " steps",
                    "the launcher takes " + LaunchPlan.STEPS_MAX,
                    "fewer mounts");
        }
        return refusals.isEmpty()
                ? new Decision.Allow(new LaunchPlan(steps, warnings))
                : new Decision.Deny(refusals);
    }
}
