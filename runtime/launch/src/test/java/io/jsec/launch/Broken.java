package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A sound plan, to be broken in one place and shown to the verifier. */
final class Broken {
    private final ContainerSpec spec;
    private final LaunchHost host;
    private final List<Step> steps;

    private Broken(ContainerSpec spec, LaunchHost host) {
        this.spec = spec;
        this.host = host;
        LaunchPlan plan = PlanCompiler.compile(spec, host);
        assertThat(PlanVerifier.verify(plan, spec, host)).as("before it is broken").isEmpty();
        steps = new ArrayList<>(plan.steps());
    }

    static Broken plan() {
        return plan(Hosts.spec().build(), Hosts.owner());
    }

    static Broken plan(ContainerSpec spec, LaunchHost host) {
        return new Broken(spec, host);
    }

    Broken without(Predicate<Step> wanted) {
        assertThat(steps.removeIf(wanted)).as("there is such a step").isTrue();
        return this;
    }

    Broken without(Class<? extends Step> kind) {
        return without(kind::isInstance);
    }

    /** Puts a step before the first of a kind. */
    Broken before(Class<? extends Step> kind, Step step) {
        steps.add(new LaunchPlan(steps).indexOf(kind), step);
        return this;
    }

    Broken last(Step step) {
        steps.add(step);
        return this;
    }

    <T extends Step> Broken change(Class<T> kind, UnaryOperator<T> change) {
        return change(kind, step -> true, change);
    }

    <T extends Step> Broken change(Class<T> kind, Predicate<T> which, UnaryOperator<T> change) {
        boolean changed = false;
        for (int index = 0; index < steps.size(); index++) {
            if (kind.isInstance(steps.get(index)) && which.test(kind.cast(steps.get(index)))) {
                steps.set(index, change.apply(kind.cast(steps.get(index))));
                changed = true;
            }
        }
        assertThat(changed).as("there is such a step").isTrue();
        return this;
    }

    List<Violation> violations() {
        return PlanVerifier.verify(new LaunchPlan(steps), spec, host);
    }

    /** Exactly this invariant is broken, and maybe those too. */
    void breaks(Rule rule, Rule... alsoAllowed) {
        List<Violation> violations = violations();
        assertThat(violations).extracting(Violation::rule).contains(rule);
        List<Rule> allowed = new ArrayList<>(List.of(alsoAllowed));
        allowed.add(rule);
        assertThat(violations).extracting(Violation::rule).isSubsetOf(allowed);
        assertThat(violations)
                .allSatisfy(violation -> assertThat(violation.sentence()).startsWith("JSEC-C-4"));
    }
}
