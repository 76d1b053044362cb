package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A plan under examination: what it was to be, and what was found. */
final class Examination {
    private final LaunchPlan plan;
    private final ContainerSpec spec;
    private final LaunchHost host;
    private final List<Violation> found = new ArrayList<>();

    Examination(LaunchPlan plan, ContainerSpec spec, LaunchHost host) {
        this.plan = plan;
        this.spec = spec;
        this.host = host;
    }

    LaunchPlan plan() {
        return plan;
    }

    ContainerSpec spec() {
        return spec;
    }

    LaunchHost host() {
        return host;
    }

    List<Violation> found() {
        return List.copyOf(found);
    }

    /** Notes a violation unless the condition holds; −1 for a step that is missing. */
    void require(boolean holds, Rule rule, int step, String message) {
        if (!holds) {
            found.add(new Violation(rule, step, message));
        }
    }

    /** Every step of a kind, with its index. */
    <T extends Step> void each(Class<T> kind, BiConsumer<Integer, T> look) {
        for (int index = 0; index < plan.steps().size(); index++) {
            Step step = plan.steps().get(index);
            if (kind.isInstance(step)) {
                look.accept(index, kind.cast(step));
            }
        }
    }

    /** The only step of a kind; a violation of the order if there is none or a second one. */
    <T extends Step> void only(Class<T> kind, BiConsumer<Integer, T> look) {
        int count = plan.steps(kind).size();
        require(
                count == 1,
                Rule.ORDER,
                -1,
                count + " steps of the kind " + kind.getSimpleName() + ", where there is one");
        if (count == 1) {
            each(kind, look);
        }
    }
}
