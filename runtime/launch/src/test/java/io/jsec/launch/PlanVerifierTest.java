package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanVerifierTest {
    private static final int SAMPLES = 400;

    @Test
    void every_sampled_plan_holds_every_invariant() {
        for (long seed = 0; seed < SAMPLES; seed++) {
            PlanSamples samples = PlanSamples.onPaper(seed);
            ContainerSpec spec = samples.next();
            LaunchPlan plan = PlanCompiler.compile(spec, samples.host());
            assertThat(PlanVerifier.verify(plan, spec, samples.host()))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void every_invariant_has_a_test_that_breaks_it() throws IOException {
        Path here = Path.of("src", "test", "java", "io", "jsec", "launch");
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.list(here)) {
            for (Path file : files.filter(f -> f.toString().endsWith("BreaksTest.java")).toList()) {
                tests.append(Files.readString(file));
            }
        }
        assertThat(Stream.of(Rule.values()).filter(rule -> rule.id().startsWith("JSEC-C-4")))
                .hasSizeGreaterThan(20)
                .allSatisfy(rule -> assertThat(tests).contains("breaks(Rule." + rule.name()));
    }

    @Test
    void a_step_taken_away_is_noticed_unless_it_is_mere_comfort() {
        ContainerSpec spec = Hosts.spec().build();
        LaunchPlan plan = PlanCompiler.compile(spec, Hosts.owner());
        for (int index = 0; index < plan.steps().size(); index++) {
            List<Step> fewer = new java.util.ArrayList<>(plan.steps());
            Step gone = fewer.remove(index);
            assertThat(
                            comfort(gone)
                                    || !PlanVerifier.verify(
                                                    new LaunchPlan(fewer), spec, Hosts.owner())
                                            .isEmpty())
                    .as("without step %d, %s", index, PlanText.line(gone))
                    .isTrue();
        }
    }

    /** Steps whose absence makes a container poorer, never weaker. */
    private static boolean comfort(Step step) {
        return switch (step) {
            case Step.Mount mount ->
                    List.of("/dev/shm", "/dev/mqueue", "/sys/fs/cgroup").contains(mount.target());
            case Step.Bind _,
                    Step.Device _,
                    Step.Symlink _,
                    Step.Directory _,
                    Step.Hostname _,
                    Step.LoopbackUp _,
                    Step.Rlimit _,
                    Step.OomScore _,
                    Step.Cgroup _ ->
                    true;
            case Step.Sysctl sysctl -> sysctl.name().startsWith("net/");
            default -> false;
        };
    }

    @Test
    void two_steps_of_different_phases_swapped_are_noticed() {
        ContainerSpec spec = Hosts.spec().build();
        List<Step> steps = PlanCompiler.compile(spec, Hosts.owner()).steps();
        int noticed = 0;
        for (int index = 0; index + 1 < steps.size(); index++) {
            List<Step> swapped = new java.util.ArrayList<>(steps);
            swapped.set(index, steps.get(index + 1));
            swapped.set(index + 1, steps.get(index));
            List<Violation> found =
                    PlanVerifier.verify(new LaunchPlan(swapped), spec, Hosts.owner());
            noticed += found.isEmpty() ? 0 : 1;
        }
        assertThat(noticed).isGreaterThanOrEqualTo(13);
    }

    @Test
    void the_plan_of_one_request_does_not_pass_for_another() {
        ContainerSpec weak =
                Hosts.spec()
                        .confinement(Hosts.walls(new SeccompChoice.Unconfined(), false))
                        .network(NetworkMode.HOST)
                        .mounts(List.of(new MountRequest.Bind(Path.of("/srv"), "/srv", false)))
                        .build();
        LaunchPlan plan = PlanCompiler.compile(weak, Hosts.owner());
        assertThat(PlanVerifier.verify(plan, Hosts.spec().build(), Hosts.owner()))
                .extracting(Violation::rule)
                .contains(
                        Rule.SECCOMP_LAST,
                        Rule.NO_NEW_PRIVS_FIRST,
                        Rule.NAMESPACES,
                        Rule.BINDS_DECLARED,
                        Rule.WRITABLE_DECLARED,
                        Rule.MOUNT_FLAGS);
    }

    @Test
    void an_empty_plan_is_no_plan() {
        assertThat(
                        PlanVerifier.verify(
                                new LaunchPlan(List.of()), Hosts.spec().build(), Hosts.owner()))
                .extracting(Violation::rule)
                .contains(Rule.ORDER, Rule.SECCOMP_LAST, Rule.MASKS_PRESENT, Rule.NESTED_OFF);
    }

    @Test
    void a_loosened_request_with_its_own_plan_passes() {
        ContainerSpec loose =
                Hosts.spec()
                        .confinement(
                                new Confinement(
                                        CapabilitySet.ALL,
                                        CapabilitySet.NONE,
                                        new SeccompChoice.Unconfined(),
                                        false,
                                        false,
                                        Optional.of("unconfined"),
                                        true,
                                        true))
                        .build();
        LaunchPlan plan = PlanCompiler.compile(loose, Hosts.owner());
        assertThat(PlanVerifier.verify(plan, loose, Hosts.owner())).isEmpty();
    }
}
