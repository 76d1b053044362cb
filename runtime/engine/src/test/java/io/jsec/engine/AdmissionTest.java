package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
    @TempDir Path directory;

    private List<String> rules(HostConfig host, Set<String> allow, MountPlan... mounts) {
        return new BuiltInAdmission(allow, List.of(directory.resolve("own.sock")))
                        .judge(
                                new Admission.Facts(
                                        "web", ContainerConfig.of("small"), host, List.of(mounts)))
                        .stream()
                        .map(Admission.Denial::rule)
                        .toList();
    }

    private static MountPlan bind(String source, boolean readOnly) {
        return new MountPlan(
                MountPlan.Kind.BIND, "", source, "/inside", readOnly, "", false, false, "");
    }

    private static HostConfig shared(String network, String pid, String ipc, String uts) {
        return HostConfig.DEFAULT.with(new HostConfig.NamespaceConfig(network, pid, ipc, uts, ""));
    }

    @Test
    void the_default_is_admitted() {
        assertThat(rules(HostConfig.DEFAULT, Set.of())).isEmpty();
    }

    @Test
    void privileged_and_devices_are_refused() {
        HostConfig host =
                HostConfig.DEFAULT.with(
                        new HostConfig.SecurityConfig(
                                true,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                "host",
                                Map.of(),
                                List.of("/dev/kvm"),
                                0));
        assertThat(rules(host, Set.of())).containsExactly("JSEC-C-502", "JSEC-C-509", "JSEC-C-515");
    }

    // Promise P20
    @Test
    void the_hosts_namespaces_are_refused_and_its_network_can_be_allowed() {
        assertThat(rules(shared("host", "host", "host", "host"), Set.of()))
                .containsExactly("JSEC-C-304", "JSEC-C-506", "JSEC-C-507", "JSEC-C-508");
        assertThat(rules(shared("host", "", "", ""), Set.of("network-host"))).isEmpty();
    }

    // Promise P20
    @Test
    void sockets_of_engines_and_what_holds_them_are_refused() {
        for (String source :
                List.of("/run/docker.sock", "/var/run/docker.sock", "/run", "/", "/run/jsec")) {
            assertThat(rules(HostConfig.DEFAULT, Set.of(), bind(source, true)))
                    .as(source)
                    .containsExactly("JSEC-C-501");
        }
        assertThat(
                        rules(
                                HostConfig.DEFAULT,
                                Set.of(),
                                bind(directory.resolve("own.sock").toString(), true)))
                .containsExactly("JSEC-C-501");
        assertThat(rules(HostConfig.DEFAULT, Set.of(), bind(directory.toString(), true)))
                .containsExactly("JSEC-C-501");
    }

    @Test
    void paths_that_hand_the_host_over_are_refused_unless_allowed() {
        assertThat(rules(HostConfig.DEFAULT, Set.of(), bind("/etc", true)))
                .containsExactly("JSEC-C-308");
        assertThat(rules(HostConfig.DEFAULT, Set.of("bind:/etc"), bind("/etc", true))).isEmpty();
        assertThat(rules(HostConfig.DEFAULT, Set.of(), bind("/srv/data", false))).isEmpty();
    }

    // Promise P20
    @Test
    void links_are_followed_before_they_are_judged() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.createSymbolicLink(home.resolve("harmless"), Path.of("/etc"));
        try (EngineFixture fixture = new EngineFixture(directory.resolve("engine"))) {
            HostConfig host =
                    HostConfig.DEFAULT.with(
                            HostConfig.StorageConfig.DEFAULT.withBinds(
                                    home.resolve("harmless") + ":/x:ro"));
            assertThatThrownBy(() -> fixture.create("web", host))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e ->
                                    assertThat(e.kind())
                                            .isEqualTo(
                                                    new EngineException.Kind.Forbidden(
                                                            List.of("JSEC-C-308"))))
                    .hasMessageContaining("Instead:");
            assertThat(fixture.containers().list(ListRequest.ALL)).isEmpty();
        }
    }
}
