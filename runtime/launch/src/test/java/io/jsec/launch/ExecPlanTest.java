package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ExecPlanTest {
    private static final String ID = "ab".repeat(32);
    private static final Streams PIPES = new Streams(true, false, 24, 80);
    private static final ContainerUser OTHER = new ContainerUser(1000, 1001, List.of(7), "/home/x");

    private static ExecSpec spec(ContainerUser user) {
        return new ExecSpec(
                new Command(List.of("id", "-u"), Map.of("A", "b"), "/tmp", false), user, PIPES);
    }

    private static LaunchPlan container() {
        return PlanCompiler.compile(Hosts.spec().build(), Hosts.owner());
    }

    private static List<Violation> verify(List<Step> steps, ExecSpec spec, LaunchPlan container) {
        return ExecPlanVerifier.verify(new ExecPlan(steps), spec, ID, container);
    }

    @Test
    void every_sampled_container_can_be_joined_by_root_and_by_another() {
        for (long seed = 0; seed < 100; seed++) {
            PlanSamples samples = PlanSamples.onPaper(seed);
            LaunchPlan container = PlanCompiler.compile(samples.next(), samples.host());
            for (ContainerUser user : List.of(ContainerUser.ROOT, OTHER)) {
                if (user.uid() == 0 || samples.host().identity().mapped(1001)) {
                    ExecPlan plan = ExecPlan.compile(spec(user), ID, container);
                    assertThat(verify(plan.steps(), spec(user), container))
                            .as("seed %d", seed)
                            .isEmpty();
                    assertThat(PlanCodec.decode(PlanCodec.encode(plan)).steps())
                            .isEqualTo(plan.steps());
                }
            }
        }
    }

    @Test
    void no_step_can_be_left_out_or_swapped() {
        LaunchPlan container = container();
        List<Step> steps = ExecPlan.compile(spec(OTHER), ID, container).steps();
        for (int index = 0; index < steps.size(); index++) {
            List<Step> fewer = new ArrayList<>(steps);
            fewer.remove(index);
            assertThat(verify(fewer, spec(OTHER), container)).as("without %d", index).isNotEmpty();
            if (index > 0 && steps.get(index).code() != steps.get(index - 1).code()) {
                List<Step> swapped = new ArrayList<>(steps);
                swapped.set(index, steps.get(index - 1));
                swapped.set(index - 1, steps.get(index));
                assertThat(verify(swapped, spec(OTHER), container)).as("%d", index).isNotEmpty();
            }
        }
    }

    @Test
    void steps_that_only_a_container_takes_have_no_place() {
        LaunchPlan container = container();
        for (Step step : AllSteps.oneOfEach()) {
            List<Step> more = new ArrayList<>(ExecPlan.compile(spec(OTHER), ID, container).steps());
            more.addFirst(step);
            assertThat(verify(more, spec(OTHER), container)).as(step.kind()).isNotEmpty();
        }
    }

    private static List<Step> with(Step step, LaunchPlan container) {
        List<Step> steps = new ArrayList<>(ExecPlan.compile(spec(OTHER), ID, container).steps());
        steps.replaceAll(each -> each.code() == step.code() ? step : each);
        return steps;
    }

    // Promise P14
    @Test
    void nothing_may_be_looser_than_the_container() {
        LaunchPlan container = container();
        long namespaces = container.steps(Step.Namespaces.class).getFirst().flags();
        long more = CapabilitySet.ALL.bits();
        for (Step step :
                List.of(
                        new Step.Join("cd".repeat(32), namespaces),
                        new Step.Join(ID, namespaces & ~NamespaceKind.NET.flag()),
                        new Step.Capabilities(more, 0, 0, 0, 0),
                        new Step.Capabilities(0, 1, 1, 0, 0),
                        new Step.Capabilities(0, 0, 0, 1, 0),
                        new Step.User(0, 1001, List.of(7, 1001)),
                        new Step.User(1000, 1001, List.of(1001)),
                        new Step.Stdio(2, 24, 80),
                        new Step.OomScore(0),
                        new Step.Rlimit(7, 1, Ulimit.INFINITY),
                        new Step.Exec(List.of("id"), List.of(), "/tmp", 0),
                        new Step.Exec(List.of("id", "-u"), List.of("A=b", "B=c"), "/tmp", 0),
                        new Step.Exec(List.of("id", "-u"), List.of("A=b"), "/", 0),
                        new Step.Exec(List.of("id", "-u"), List.of("A=b"), "/tmp", 1),
                        new Step.Seccomp(
                                new FilterBytes(new byte[] {6, 0, 0, 0, 0, 0, -1, 127})))) {
            assertThat(verify(with(step, container), spec(OTHER), container))
                    .as(PlanText.line(step))
                    .isNotEmpty();
        }
    }

    @Test
    void root_has_what_the_container_may_have_and_others_nothing() {
        LaunchPlan container = container();
        long bounding = container.steps(Step.Capabilities.class).getFirst().bounding();
        assertThat(capabilities(ContainerUser.ROOT, container))
                .isEqualTo(new Step.Capabilities(bounding, bounding, bounding, 0, 0));
        assertThat(capabilities(OTHER, container)).isEqualTo(new Step.Capabilities(0, 0, 0, 0, 0));
    }

    private static Step.Capabilities capabilities(ContainerUser user, LaunchPlan container) {
        return ExecPlan.compile(spec(user), ID, container)
                .steps(Step.Capabilities.class)
                .getFirst();
    }

    @Test
    void the_root_of_another_users_container_has_no_more_than_that_container() {
        LaunchPlan container =
                PlanCompiler.compile(Hosts.spec().user(OTHER).build(), Hosts.owner());
        assertThat(capabilities(ContainerUser.ROOT, container).bounding()).isZero();
    }

    @Test
    void an_id_the_container_does_not_have_is_refused_by_name() {
        for (ContainerUser stranger :
                List.of(
                        new ContainerUser(70_000, 0, List.of(), "/"),
                        new ContainerUser(0, 70_000, List.of(), "/"),
                        new ContainerUser(0, 0, List.of(70_000), "/"))) {
            assertThatThrownBy(() -> ExecPlan.compile(spec(stranger), ID, container()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("70000");
        }
    }

    @Test
    void an_init_is_not_asked_for_twice() {
        Command command = new Command(List.of("id"), Map.of(), "/", true);
        assertThatThrownBy(() -> new ExecSpec(command, ContainerUser.ROOT, PIPES))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_environment_is_what_was_asked_for_and_what_every_program_expects() {
        ExecPlan plan = ExecPlan.compile(spec(OTHER), ID, container());
        assertThat(plan.steps(Step.Exec.class).getFirst().env())
                .contains("A=b", "HOME=/home/x")
                .anyMatch(entry -> entry.startsWith("PATH="))
                .anyMatch(entry -> entry.startsWith("HOSTNAME="))
                .hasSize(4);
    }

    @Test
    void the_plan_as_text_says_which_wall_is_left_out() {
        assertThat(PlanText.render(ExecPlan.compile(spec(OTHER), ID, container())))
                .contains("Join          abababababab: ", "without Landlock rules");
    }

    @Test
    void a_container_is_not_launched_by_such_a_plan() {
        ExecPlan plan = ExecPlan.compile(spec(OTHER), ID, container());
        assertThat(
                        PlanVerifier.verify(
                                new LaunchPlan(plan.steps()), Hosts.spec().build(), Hosts.owner()))
                .anyMatch(violation -> violation.rule() == Rule.ORDER);
    }
}
