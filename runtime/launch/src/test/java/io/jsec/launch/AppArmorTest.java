package io.jsec.launch;

import static io.jsec.launch.Compiling.only;
import static io.jsec.launch.Compiling.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the profile of containers is loaded, every command has it unless its user said no. */
class AppArmorTest {
    private static final Step.AppArmor PROFILE = new Step.AppArmor(Confinement.PROFILE);

    private static ContainerSpecBuilder asking(String profile, boolean degrade) {
        return Hosts.spec()
                .confinement(
                        new Confinement(
                                CapabilitySet.NONE,
                                CapabilitySet.NONE,
                                new SeccompChoice.Hardened(),
                                true,
                                true,
                                Optional.of(profile),
                                true,
                                degrade));
    }

    private static LaunchPlan compile(ContainerSpecBuilder spec, LaunchHost host) {
        ContainerSpec built = spec.build();
        LaunchPlan plan = PlanCompiler.compile(built, host);
        assertThat(PlanVerifier.verify(plan, built, host)).isEmpty();
        return plan;
    }

    @Test
    void a_container_has_the_profile_where_it_is_loaded() {
        LaunchPlan plan = compile(Hosts.spec(), Hosts.appArmor());

        assertThat(only(plan, Step.AppArmor.class)).isEqualTo(PROFILE);
        assertThat(compile(Hosts.spec(), Hosts.owner()).steps(Step.AppArmor.class)).isEmpty();
    }

    @Test
    void unconfined_is_taken_anywhere_and_told_as_a_loosening() {
        ContainerSpecBuilder spec = asking("unconfined", false);

        assertThat(compile(spec, Hosts.appArmor()).steps(Step.AppArmor.class)).isEmpty();
        assertThat(compile(spec, Hosts.owner()).warnings()).isEmpty();
        assertThat(DefaultDiff.of(spec.build()))
                .extracting(Departure::rule)
                .containsExactly(Rule.APPARMOR_OFF);
        assertThat(Rule.APPARMOR_OFF.loosening()).isTrue();
    }

    @Test
    void another_profile_than_that_of_containers_is_refused() {
        refused(Rule.APPARMOR_MISSING, asking("web", false), Hosts.appArmor());
        refused(Rule.APPARMOR_MISSING, asking("web", true), Hosts.owner());
    }

    @Test
    void the_profile_by_name_is_refused_where_it_is_not_loaded() {
        refused(Rule.APPARMOR_MISSING, asking(Confinement.PROFILE, false), Hosts.owner());
        assertThat(compile(asking(Confinement.PROFILE, true), Hosts.owner()).warnings())
                .singleElement()
                .asString()
                .contains("is not enforced");
        assertThat(compile(asking(Confinement.PROFILE, false), Hosts.appArmor()).steps())
                .contains(PROFILE);
    }

    @Test
    void a_process_that_joins_has_the_containers_profile_and_no_other() {
        LaunchPlan container = compile(Hosts.spec(), Hosts.appArmor());
        ExecSpec spec =
                new ExecSpec(
                        new Command(List.of("id"), Map.of(), "/", false),
                        ContainerUser.ROOT,
                        new Streams(false, false, 24, 80));
        ExecPlan plan = ExecPlan.compile(spec, Hosts.ID, container);

        assertThat(plan.steps(Step.AppArmor.class)).containsExactly(PROFILE);
        assertThat(ExecPlanVerifier.verify(plan, spec, Hosts.ID, container)).isEmpty();
        List<Step> without = new ArrayList<>(plan.steps());
        without.remove(PROFILE);
        assertThat(ExecPlanVerifier.verify(new ExecPlan(without), spec, Hosts.ID, container))
                .extracting(Violation::rule)
                .containsExactly(Rule.APPARMOR_PRESENT);
    }

    @Test
    void a_profile_has_a_plain_name() {
        for (String name : List.of("", "a b", "a//&b", ":ns:a", "A", "a".repeat(65))) {
            assertThatThrownBy(() -> new Step.AppArmor(name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
