package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernel settings: those of a container's own namespaces, written before /proc is closed. */
class SysctlsTest {
    private static ContainerSpecBuilder with(String name, String value) {
        return Hosts.spec().sysctls(Sysctls.parse(Map.of(name, value)));
    }

    private static List<Step.Sysctl> asked(LaunchPlan plan) {
        return plan.steps(Step.Sysctl.class).stream()
                .filter(step -> !step.name().startsWith("user/"))
                .toList();
    }

    @Test
    void a_setting_of_its_own_network_is_written() {
        LaunchPlan plan = Compiling.compile(with("net.ipv4.ip_forward", "1"));
        assertThat(asked(plan)).contains(new Step.Sysctl("net/ipv4/ip_forward", "1", 0));
    }

    @Test
    void what_is_asked_for_takes_the_place_of_the_default() {
        LaunchPlan plan = Compiling.compile(with("net.ipv4.ip_unprivileged_port_start", "1024"));
        assertThat(asked(plan))
                .contains(new Step.Sysctl("net/ipv4/ip_unprivileged_port_start", "1024", 0))
                .doesNotContain(new Step.Sysctl("net/ipv4/ip_unprivileged_port_start", "0", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel.shmmax",
                "kernel.shm_rmid_forced",
                "kernel.msgmax",
                "kernel.sem",
                "fs.mqueue.msg_max"
            })
    void settings_of_its_own_ipc_are_written_where_the_kernel_lets_it(String name) {
        Step.Sysctl step = new Step.Sysctl(name.replace('.', '/'), "5", 0);
        ContainerSpec spec = with(name, "5").build();
        LaunchHost host = Hosts.owner();
        assertThat(asked(PlanCompiler.compile(spec, host))).contains(step);
        LaunchHost old = Hosts.host(5, Hosts.OWNER, Hosts.V2, 7, 4);
        assertThatThrownBy(() -> PlanCompiler.compile(spec, old))
                .hasMessageContaining("JSEC-C-131 --sysctl " + name + " refused")
                .hasMessageContaining("6.9");
    }

    // Promise P32
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel.core_pattern",
                "kernel.hostname",
                "kernel.domainname",
                "kernel.shmfoo",
                "kernel.msgmax.x",
                "vm.overcommit_memory",
                "fs.file-max",
                "user.max_user_namespaces",
                "net",
                "net..ipv4",
                "net/../kernel/core_pattern",
                "net.ipv4/../../x",
                "/net/ipv4/ip_forward",
                "../net.x",
                ""
            })
    void what_is_the_hosts_or_no_name_is_refused(String name) {
        assertThatThrownBy(() -> Sysctls.parse(Map.of(name, "1")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("JSEC-C-131 --sysctl")
                .hasMessageContaining("of a namespace that a container has of its own");
    }

    @Test
    void a_dot_in_a_name_is_written_with_slashes_around_it() {
        assertThat(Sysctls.parse(Map.of("net/ipv4/conf/eth0.1/forwarding", "1")).values())
                .containsOnlyKeys("net/ipv4/conf/eth0.1/forwarding");
    }

    @Test
    void an_empty_or_endless_value_is_refused() {
        for (String value : List.of("", " ", "1".repeat(1025), "a\0b")) {
            assertThatThrownBy(() -> Sysctls.parse(Map.of("net.ipv4.ip_forward", value)))
                    .hasMessageContaining("--sysctl net.ipv4.ip_forward=1");
        }
    }

    // Promise P32
    @Test
    void on_the_hosts_network_settings_of_networks_are_refused() {
        ContainerSpec spec = with("net.ipv4.ip_forward", "1").network(NetworkMode.HOST).build();
        assertThatThrownBy(() -> PlanCompiler.compile(spec, Hosts.owner()))
                .hasMessageContaining("--sysctl net.ipv4.ip_forward refused")
                .hasMessageContaining("no network of its own");
    }

    @Test
    void a_setting_that_is_missing_or_nobodys_breaks_the_plan() {
        ContainerSpec spec = with("kernel.shmmax", "4096").build();
        LaunchPlan plan = PlanCompiler.compile(spec, Hosts.owner());
        assertThat(PlanVerifier.verify(plan, spec, Hosts.owner())).isEmpty();
        assertThat(PlanVerifier.verify(plan, Hosts.spec().build(), Hosts.owner()))
                .extracting(Violation::rule)
                .contains(Rule.SYSCTLS_NAMESPACED);
        LaunchPlan without = PlanCompiler.compile(Hosts.spec().build(), Hosts.owner());
        assertThat(PlanVerifier.verify(without, spec, Hosts.owner()))
                .extracting(Violation::rule)
                .contains(Rule.SYSCTLS_NAMESPACED);
    }

    @Test
    void a_setting_is_a_loosening_that_explain_names() {
        assertThat(DefaultDiff.render(with("net.ipv4.ip_forward", "1").build()))
                .isEqualTo("JSEC-C-316 loosens: net.ipv4.ip_forward is 1\n");
    }
}
