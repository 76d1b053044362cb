package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

/** Compiling in tests. */
final class Compiling {
    private Compiling() {}

    static LaunchPlan compile(ContainerSpecBuilder spec) {
        return PlanCompiler.compile(spec.build(), Hosts.owner());
    }

    static <T extends Step> T only(LaunchPlan plan, Class<T> kind) {
        assertThat(plan.steps(kind)).hasSize(1);
        return plan.steps(kind).getFirst();
    }

    static void refused(Rule rule, ContainerSpecBuilder spec, LaunchHost host) {
        assertThat(PlanCompiler.decide(spec.build(), host))
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny ->
                                assertThat(deny.refusals())
                                        .extracting(Refusal::rule)
                                        .containsExactly(rule));
    }
}
