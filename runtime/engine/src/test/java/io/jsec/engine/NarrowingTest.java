package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each narrowing, by the rule that it is for and by all others. */
class NarrowingTest {
    private static final int RUNS = 200;
    private static final RequestFacts FACTS =
            new RequestFacts(JudgeTest.ground(EngineSettings.Defaults.DOCKER), JudgeTest.UNSEEN);

    private static Set<String> broken(ContainerRecord record) {
        Set<String> broken = new TreeSet<>();
        for (AdmissionTable.Row row : AdmissionTable.rows()) {
            if (AdmissionTable.rule(row).judge(FACTS.container(record)) instanceof Verdict.Fail) {
                broken.add(row.rule());
            }
        }
        return broken;
    }

    @TestFactory
    Stream<DynamicTest> a_narrowing_mends_its_rule_and_breaks_no_other() {
        return AdmissionTable.rows().stream()
                .filter(row -> row.narrowing().isPresent())
                .map(row ->
                        DynamicTest.dynamicTest(
                                row.rule(), () -> mendsItsRuleAndBreaksNoOther(row)));
    }

    private static void mendsItsRuleAndBreaksNoOther(AdmissionTable.Row row) {
        RandomRequest requests = new RandomRequest(new Random(30));
        int mended = 0;
        for (int run = 0; run < RUNS; run++) {
            ContainerRecord asked = requests.next();
            Set<String> before = broken(asked);
            if (!before.contains(row.rule())) {
                continue;
            }
            mended++;
            Set<String> after = broken(row.narrowing().orElseThrow().apply(asked));
            assertThat(after).as("run %s: %s", run, asked).doesNotContain(row.rule());
            assertThat(before).as("run %s: %s", run, asked).containsAll(after);
        }
        assertThat(mended).as("requests that break %s", row.rule()).isPositive();
    }

    private static HostConfig narrowed(Narrowing narrowing, HostConfig host) {
        return narrowing.apply(Records.container("web").with(host)).host();
    }

    private static HostConfig.SecurityConfig options(String... options) {
        return HostConfig.SecurityConfig.DEFAULT.withSecurityOpt(options);
    }

    @Test
    void other_options_stay_as_they_were_typed() {
        HostConfig host =
                HostConfig.DEFAULT.with(options("seccomp=unconfined", "jsec.landlock=off"));

        assertThat(narrowed(Narrowing.SECCOMP, host).security().securityOpt())
                .containsExactly("jsec.landlock=off", "seccomp=hardened");
    }

    @Test
    void no_filter_becomes_the_profile_docker_and_that_the_hardened_one() {
        HostConfig open = HostConfig.DEFAULT.with(options("seccomp=unconfined"));

        HostConfig docker = narrowed(Narrowing.SECCOMP_DOCKER, open);
        assertThat(docker.security().securityOpt()).containsExactly("seccomp=docker");
        assertThat(narrowed(Narrowing.SECCOMP, docker).security().securityOpt())
                .containsExactly("seccomp=hardened");
    }

    @Test
    void both_ways_to_name_a_profile_are_narrowed() {
        HostConfig host = HostConfig.DEFAULT.with(options("seccomp=docker", "jsec.seccomp=docker"));

        assertThat(narrowed(Narrowing.SECCOMP, host).security().securityOpt())
                .containsExactly("seccomp=hardened");
    }

    @Test
    void an_option_of_the_engines_configuration_is_narrowed_too() {
        EngineSettings.Defaults loose =
                new EngineSettings.Defaults(
                        LogConfig.DEFAULT, false, 0, 0, 0, "", List.of("seccomp=unconfined"));
        HostConfig narrowed = narrowed(Narrowing.SECCOMP, HostConfig.DEFAULT);

        assertThat(LaunchSpecs.security(narrowed, loose).seccomp()).isEqualTo("hardened");
    }

    @Test
    void capabilities_that_are_not_dangerous_stay() {
        HostConfig host =
                HostConfig.DEFAULT.with(
                        HostConfig.SecurityConfig.DEFAULT.withCapabilities(
                                List.of("CAP_SYS_ADMIN", "KILL", "net_raw"), List.of("CHOWN")));

        assertThat(narrowed(Narrowing.DANGEROUS_CAPABILITIES, host).security().capAdd())
                .containsExactly("KILL", "net_raw");
        assertThat(narrowed(Narrowing.NETWORK_CAPABILITIES, host).security().capAdd())
                .containsExactly("CAP_SYS_ADMIN", "KILL");
        assertThat(narrowed(Narrowing.NO_CAPABILITIES, host).security().capDrop())
                .containsExactly("ALL");
    }

    @Test
    void a_soft_limit_below_the_bound_stays() {
        HostConfig host =
                HostConfig.DEFAULT.with(
                        Resources.DEFAULT.withUlimits(
                                List.of("nofile=1024:-1", "core=-1:-1", "nproc=-1:-1")));

        assertThat(narrowed(Narrowing.ULIMITS, host).resources().ulimits())
                .containsExactly("nofile=1024:1048576", "core=-1:-1", "nproc=1048576:1048576");
    }

    @Test
    void a_tmpfs_is_narrowed_where_it_is_mounted_and_where_it_is_shown() {
        MountPlan plan =
                new MountPlan(
                        MountPlan.Kind.TMPFS,
                        "",
                        "",
                        "/t",
                        false,
                        "",
                        false,
                        false,
                        "exec,size=1m");
        HostConfig host =
                HostConfig.DEFAULT.with(
                        HostConfig.StorageConfig.DEFAULT.withTmpfs(Map.of("/t", "exec,size=1m")));

        ContainerRecord now =
                Narrowing.TMPFS_NOEXEC.apply(
                        Records.container("web").with(host).with(List.of(plan)));

        assertThat(now.host().storage().tmpfs()).containsEntry("/t", "exec,size=1m,noexec");
        assertThat(TmpfsOptions.parse("/t", now.mounts().getFirst().options()).exec()).isFalse();
    }

    @Test
    void a_limit_of_memory_comes_with_its_limit_of_swap() {
        Resources narrowed = narrowed(Narrowing.MEMORY, HostConfig.DEFAULT).resources();

        assertThat(narrowed.memoryBytes()).isEqualTo(1L << 30);
        assertThat(narrowed.memorySwapBytes()).isEqualTo(2L << 30);
    }
}
