package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanDiffTest {
    @Test
    void a_plan_does_not_differ_from_itself() {
        LaunchPlan plan = PlanCompiler.compile(Hosts.spec().build(), Hosts.owner());
        assertThat(PlanDiff.render(plan, plan)).isEmpty();
    }

    @Test
    void two_requests_differ_like_this() {
        ContainerSpec one = Hosts.spec().confinement(Hosts.walls(Hosts.FILTER, true)).build();
        ContainerSpec two = PlanTextTest.everything().build();
        Golden.check(
                "diff.txt",
                PlanDiff.render(
                        PlanCompiler.compile(one, Hosts.owner()),
                        PlanCompiler.compile(two, Hosts.owner())));
    }

    @Test
    void both_plans_can_be_rebuilt_from_the_difference() {
        for (long seed = 0; seed < 60; seed++) {
            PlanSamples samples = PlanSamples.onPaper(seed);
            LaunchPlan first = PlanCompiler.compile(samples.next(), samples.host());
            LaunchPlan second = PlanCompiler.compile(samples.next(), samples.host());
            List<Step> old = new ArrayList<>();
            List<Step> now = new ArrayList<>();
            for (PlanDiff.Change change : PlanDiff.compare(first, second)) {
                switch (change) {
                    case PlanDiff.Change.Same same -> {
                        old.add(same.step());
                        now.add(same.step());
                    }
                    case PlanDiff.Change.Gone gone -> old.add(gone.step());
                    case PlanDiff.Change.Come come -> now.add(come.step());
                }
            }
            assertThat(old).as("seed %d", seed).isEqualTo(first.steps());
            assertThat(now).as("seed %d", seed).isEqualTo(second.steps());
        }
    }

    @Test
    void a_step_that_comes_is_one_line() {
        LaunchPlan first = new LaunchPlan(List.of(new Step.PivotRoot()));
        LaunchPlan second = new LaunchPlan(List.of(new Step.PivotRoot(), new Step.NoNewPrivs()));
        assertThat(PlanDiff.render(first, second)).startsWith("+ NoNewPrivs").hasLineCount(1);
        assertThat(PlanDiff.render(second, first)).startsWith("- NoNewPrivs").hasLineCount(1);
    }
}
