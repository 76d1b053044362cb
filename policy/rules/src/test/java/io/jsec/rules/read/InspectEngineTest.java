package io.jsec.rules.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectEngineTest {
    private static final String MANAGER =
            "{\"Swarm\": {\"LocalNodeState\": \"active\", \"ControlAvailable\": true, "
                    + "\"Managers\": 3,"
                    + " \"Nodes\": 5}}";

    private static Node node(String json) {
        return JsonReader.read("answer", json.getBytes(StandardCharsets.UTF_8));
    }

    private static EngineFacts read(String info, String version) {
        return InspectReader.engine("unix:///s", node(info), node(version), Optional.empty());
    }

    private static List<String> values(Fact<List<Located<String>>> fact) {
        return fact.orElse(List.of()).stream().map(Located::value).toList();
    }

    @ParameterizedTest
    @CsvSource({"Engine, Docker", "Podman Engine, Podman", "jsec, jsec"})
    void an_engine_is_known_by_its_components(String component, String product) {
        String version = "{\"Components\": [{\"Name\": \"x\"}, {\"Name\": \"" + component + "\"}]}";
        assertThat(read("{}", version).product()).isEqualTo(product);
    }

    @Test
    void what_an_engine_says_of_itself_is_read() {
        EngineFacts facts =
                read(
                        """
                        {"SecurityOptions": ["name=seccomp,profile=default"], "Driver": "overlay2",
                         "LiveRestoreEnabled": true, "LoggingDriver": "local", "CgroupVersion": "2",
                         "DefaultRuntime": "runc", "Warnings": ["WARNING: a"],
                         "Plugins": {"Authorization": ["opa"]}, "ContainersRunning": 3,
                         "ContainersStopped": 4, "Swarm": {"LocalNodeState": "inactive"}}
                        """,
                        "{\"Version\": \"27.5.1\", \"Experimental\": true}");
        assertThat(facts.target()).hasToString("engine/unix:///s");
        assertThat(facts.version().orElse("")).isEqualTo("27.5.1");
        assertThat(facts.experimental().orElse(false)).isTrue();
        assertThat(values(facts.securityOptions())).containsExactly("name=seccomp,profile=default");
        assertThat(facts.liveRestore().orElse(false)).isTrue();
        assertThat(facts.loggingDriver().orElse("")).isEqualTo("local");
        assertThat(facts.storageDriver().orElse("")).isEqualTo("overlay2");
        assertThat(facts.cgroupVersion().orElse("")).isEqualTo("2");
        assertThat(facts.defaultRuntime().orElse("")).isEqualTo("runc");
        assertThat(values(facts.warnings())).containsExactly("WARNING: a");
        assertThat(values(facts.authorization())).containsExactly("opa");
        assertThat(facts.running().orElse(0L)).isEqualTo(3);
        assertThat(facts.stopped().orElse(0L)).isEqualTo(4);
    }

    @Test
    void registries_of_loopback_are_always_listed_and_left_out() {
        EngineFacts facts =
                read(
                        """
                        {"RegistryConfig": {"InsecureRegistryCIDRs":
                           ["::1/128", "127.0.0.0/8", "10.0.0.0/8"],
                         "IndexConfigs": {"docker.io": {"Secure": true},
                           "lan:5000": {"Secure": false}}}}
                        """,
                        "{}");
        assertThat(values(facts.insecureRegistries())).containsExactly("10.0.0.0/8", "lan:5000");
    }

    @Test
    void registries_that_are_no_list_are_unknown() {
        EngineFacts facts =
                read("{\"RegistryConfig\": {\"InsecureRegistryCIDRs\": {\"a\": 1}}}", "{}");
        assertThat(facts.insecureRegistries()).isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void a_manager_tells_of_its_swarm() {
        String swarm =
                """
                {"Spec": {"CAConfig": {"NodeCertExpiry": 7776000000000000},
                          "EncryptionConfig": {"AutoLockManagers": true}}}
                """;
        EngineFacts facts =
                InspectReader.engine("a", node(MANAGER), node("{}"), Optional.of(node(swarm)));
        EngineFacts.Swarm told = facts.swarm().orElse(nobody());
        assertThat(told.state()).isEqualTo("active");
        assertThat(told.managers().orElse(0L)).isEqualTo(3);
        assertThat(told.nodes().orElse(0L)).isEqualTo(5);
        assertThat(told.autolock().orElse(false)).isTrue();
        assertThat(told.certificateHours().orElse(0L)).isEqualTo(2160);
    }

    @Test
    void a_manager_that_does_not_answer_leaves_its_settings_unknown() {
        EngineFacts.Swarm told = read(MANAGER, "{}").swarm().orElse(nobody());
        assertThat(told.autolock())
                .isEqualTo(Fact.unknown("the manager does not tell the swarm's settings"));
    }

    @Test
    void a_worker_knows_little_of_its_swarm() {
        String worker =
                "{\"Swarm\": {\"LocalNodeState\": \"active\", \"ControlAvailable\": false}}";
        EngineFacts.Swarm told = read(worker, "{}").swarm().orElse(nobody());
        assertThat(told.manager()).isFalse();
        assertThat(told.managers()).isInstanceOf(Fact.Unknown.class);
        assertThat(told.autolock()).isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void an_answer_that_is_no_object_is_refused() {
        assertThatThrownBy(() -> read("[]", "{}"))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("no object");
    }

    private static EngineFacts.Swarm nobody() {
        Fact<Long> none = Fact.unknown("");
        return new EngineFacts.Swarm("", false, none, none, Fact.unknown(""), none);
    }
}
