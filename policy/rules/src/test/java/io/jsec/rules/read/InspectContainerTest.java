package io.jsec.rules.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerPort;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectContainerTest {
    private static ContainerFacts read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return (ContainerFacts) InspectReader.read("inspect.json", bytes).getFirst();
    }

    private static ContainerFacts host(String entries) {
        return read("{\"Id\": \"a\", \"Config\": {}, \"HostConfig\": {" + entries + "}}");
    }

    private static ContainerFacts config(String entries) {
        return read("{\"Id\": \"a\", \"Config\": {" + entries + "}, \"HostConfig\": {}}");
    }

    private static ContainerFacts top(String entries) {
        return read("{\"Id\": \"a\", \"Config\": {}, \"HostConfig\": {}, " + entries + "}");
    }

    private static List<String> values(
            ContainerFacts facts, ContainerSetting<List<Located<String>>> setting) {
        return facts.get(setting).orElse(List.of()).stream().map(Located::value).toList();
    }

    private static List<ContainerMount> mounts(ContainerFacts facts) {
        return facts.get(ContainerSetting.MOUNTS).orElse(List.of());
    }

    private static List<String> ports(ContainerFacts facts) {
        return facts.get(ContainerSetting.PORTS).orElse(List.of()).stream()
                .map(InspectContainerTest::shown)
                .toList();
    }

    private static String shown(ContainerPort port) {
        return "%s:%d:%d/%s"
                .formatted(
                        port.hostAddress(), port.hostPort(), port.containerPort(), port.protocol());
    }

    @Test
    void capabilities_have_one_form() {
        ContainerFacts facts =
                host("\"CapAdd\": [\"CAP_SYS_ADMIN\", \"net_raw\"], \"CapDrop\": [\"all\"]");
        assertThat(values(facts, ContainerSetting.CAP_ADD)).containsExactly("SYS_ADMIN", "NET_RAW");
        assertThat(values(facts, ContainerSetting.CAP_DROP)).containsExactly("ALL");
    }

    @Test
    void nobody_is_root() {
        assertThat(config("\"User\": \"\"").get(ContainerSetting.USER).orElse(""))
                .isEqualTo("root");
        assertThat(config("\"User\": \"app:1\"").get(ContainerSetting.USER).orElse(""))
                .isEqualTo("app:1");
    }

    @Test
    void without_a_configuration_nobody_knows_the_user() {
        assertThat(read("{\"Id\": \"a\", \"HostConfig\": {}}").get(ContainerSetting.USER))
                .isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void the_default_network_is_the_bridge() {
        assertThat(
                        host("\"NetworkMode\": \"default\"")
                                .get(ContainerSetting.NETWORK_MODE)
                                .orElse(""))
                .isEqualTo("bridge");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"NanoCpus\": 1500000000', 1500",
        "'\"NanoCpus\": 0, \"CpuQuota\": 50000, \"CpuPeriod\": 0', 500",
        "'\"NanoCpus\": 0, \"CpuQuota\": 50000, \"CpuPeriod\": 25000', 2000",
        "'\"NanoCpus\": 0, \"CpuQuota\": -1', 0",
        "'\"NanoCpus\": 0', 0",
    })
    void cpu_time_is_in_thousandths_of_one_cpu(String entries, long expected) {
        assertThat(host(entries).get(ContainerSetting.MILLI_CPUS).orElse(-1L)).isEqualTo(expected);
    }

    @Test
    void null_is_not_set() {
        ContainerFacts facts = host("\"PidsLimit\": null, \"CapAdd\": null, \"Memory\": null");
        assertThat(facts.get(ContainerSetting.PIDS_LIMIT)).isInstanceOf(Fact.Absent.class);
        assertThat(facts.get(ContainerSetting.CAP_ADD)).isInstanceOf(Fact.Absent.class);
        assertThat(facts.get(ContainerSetting.MEMORY)).isInstanceOf(Fact.Absent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yes\"", "1", "[true]", "{}"})
    void a_switch_that_is_none_is_unknown_with_its_place(String value) {
        assertThat(host("\"Privileged\": " + value).get(ContainerSetting.PRIVILEGED))
                .isInstanceOfSatisfying(
                        Fact.Unknown.class,
                        fact -> assertThat(fact.why()).startsWith("inspect.json:1:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "true", "[]", "123456789012345678901234567890"})
    void a_number_that_is_none_is_unknown(String value) {
        assertThat(host("\"Memory\": " + value).get(ContainerSetting.MEMORY))
                .isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void nothing_is_known_of_what_is_below_something_else() {
        ContainerFacts facts = read("{\"Id\": \"a\", \"Config\": 5, \"HostConfig\": \"x\"}");
        for (ContainerSetting<?> setting :
                List.of(
                        ContainerSetting.PRIVILEGED,
                        ContainerSetting.CAP_ADD,
                        ContainerSetting.DEVICES,
                        ContainerSetting.ULIMITS,
                        ContainerSetting.PIDS_LIMIT,
                        ContainerSetting.PORTS,
                        ContainerSetting.MOUNTS,
                        ContainerSetting.USER)) {
            assertThat((Object) facts.get(setting))
                    .as(setting.settingName())
                    .isInstanceOf(Fact.Unknown.class);
        }
    }

    @Test
    void mounts_are_read() {
        ContainerFacts facts =
                top(
                        """
                        "Mounts": [
                          {"Type": "bind", "Source": "/srv/../etc//x/", "Destination": "/x",
                            "RW": false, "Propagation": "rslave", "Mode": "ro,z"},
                          {"Type": "volume", "Name": "data", "Source": "/v/_data",
                            "Destination": "/d", "RW": true, "Propagation": ""}]
                        """);
        assertThat(mounts(facts))
                .extracting(mount -> mount.type() + " " + mount.source() + " " + mount.target())
                .containsExactly("bind /etc/x /x", "volume data /d");
        assertThat(mounts(facts)).extracting(ContainerMount::readOnly).containsExactly(true, false);
        assertThat(mounts(facts).getFirst().propagation()).isEqualTo("rslave");
    }

    @Test
    void a_socket_of_the_containers_own_is_told_from_the_engines() {
        String mounts =
                """
                "Mounts": [
                  {"Type": "bind", "Source": "/run/docker.sock", "Destination": "/a"},
                  {"Type": "bind", "Source": "/run/docker.sock", "Destination": "/b"},
                  {"Type": "volume", "Name": "/c", "Destination": "/c"}]
                """;
        assertThat(mounts(top("\"Jsec\": {\"OwnSockets\": [\"/a\", \"/c\"]}, " + mounts)))
                .extracting(ContainerMount::type)
                .containsExactly("own-socket", "bind", "volume");
        assertThat(mounts(top("\"Jsec\": {\"OwnSockets\": []}, " + mounts)))
                .extracting(ContainerMount::type)
                .containsExactly("bind", "bind", "volume");
    }

    /** Promise P85: neither labels, nor forms that jsec never writes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Jsec\": \"/a\"",
                "\"Jsec\": {\"OwnSockets\": {\"/a\": true}}",
                "\"Jsec\": {\"OwnSockets\": [[\"/a\"]]}",
                "\"Jsec\": {\"OwnSockets\": [true]}",
                "\"Jsec\": [{\"OwnSockets\": [\"/a\"]}]",
                "\"Jsec\": {\"OwnSockets\": [\"/a/\", \"a\", \"/A\", \"/\", \"\"]}",
                "\"State\": {\"Jsec\": {\"OwnSockets\": [\"/a\"]}}",
                "\"Labels\": {\"Jsec\": \"/a\", \"io.jsec.sidecar\": \"/a\"}"
            })
    void nothing_else_makes_an_engine_socket_another(String entry) {
        String mounts =
                "\"Mounts\": [{\"Type\": \"bind\", \"Source\": \"/run/docker.sock\","
                        + " \"Destination\": \"/a\"}]";
        assertThat(mounts(top(entry + ", " + mounts)))
                .extracting(ContainerMount::type)
                .containsExactly("bind");
    }

    @Test
    void a_tmpfs_is_a_mount() {
        ContainerFacts facts =
                read(
                        """
                        {"Id": "a",
                         "Mounts": [{"Type": "bind", "Source": "/a", "Destination": "/b"}],
                         "HostConfig": {"Tmpfs": {"/run": "rw,exec", "/ro": "ro"}}}
                        """);
        assertThat(mounts(facts))
                .extracting(mount -> mount.type() + " " + mount.target() + " " + mount.readOnly())
                .containsExactly("bind /b false", "tmpfs /run false", "tmpfs /ro true");
    }

    @Test
    void what_was_asked_for_is_read_where_the_engine_lists_no_mounts() {
        ContainerFacts facts =
                host("\"Binds\": [\"/run/docker.sock:/s:ro,rshared\", \"data:/d\", \"/only\"]");
        assertThat(mounts(facts))
                .extracting(mount ->
                        "%s %s %s %s %s"
                                .formatted(
                                        mount.type(),
                                        mount.source(),
                                        mount.target(),
                                        mount.readOnly(),
                                        mount.propagation()))
                .containsExactly(
                        "bind /run/docker.sock /s true rshared",
                        "volume data /d false ",
                        "bind /only  false ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"/a:/b\"", "{}", "[5]", "[\"/a:/b\"]", "5"})
    void mounts_that_are_none_are_unknown(String value) {
        assertThat(top("\"Mounts\": " + value).get(ContainerSetting.MOUNTS))
                .isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void ports_of_both_families_are_every_address() {
        ContainerFacts facts =
                top(
                        """
                        "NetworkSettings": {"Ports": {"53/udp": null, "80/tcp": [
                          {"HostIp": "0.0.0.0", "HostPort": "8080"},
                          {"HostIp": "::", "HostPort": "8080"},
                          {"HostIp": "127.0.0.1", "HostPort": "81"}]}}
                        """);
        assertThat(ports(facts)).containsExactly(":8080:80/tcp", "127.0.0.1:81:80/tcp");
    }

    @Test
    void what_was_asked_for_is_published_when_it_runs() {
        ContainerFacts facts =
                read(
                        """
                        {"Id": "a", "NetworkSettings": {"Ports": {}}, "HostConfig": {"PortBindings":
                          {"80": [{"HostIp": "", "HostPort": ""}],
                           "9/sctp": [{"HostIp": "10.0.0.1", "HostPort": "9"}]}}}
                        """);
        assertThat(ports(facts)).containsExactly(":0:80/tcp", "10.0.0.1:9:9/sctp");
    }

    @Test
    void what_runs_counts_more_than_what_was_asked_for() {
        ContainerFacts facts =
                read(
                        """
                        {"Id": "a",
                         "NetworkSettings": {"Ports": {"80/tcp": [{"HostPort": "49153"}]}},
                         "HostConfig": {"PortBindings": {"80/tcp": [{"HostPort": ""}]}}}
                        """);
        assertThat(ports(facts)).containsExactly(":49153:80/tcp");
    }

    @Test
    void devices_and_limits_are_texts() {
        ContainerFacts facts =
                host(
                        """
                        "Devices": [{"PathOnHost": "/dev/sda", "PathInContainer": "/dev/x",
                          "CgroupPermissions": "rwm"}],
                        "Ulimits": [{"Name": "nofile", "Soft": 1, "Hard": 2},
                          {"Name": "RLIMIT_NPROC", "Soft": -1, "Hard": -1}]
                        """);
        assertThat(values(facts, ContainerSetting.DEVICES)).containsExactly("/dev/sda:/dev/x:rwm");
        assertThat(values(facts, ContainerSetting.ULIMITS))
                .containsExactly("nofile=1:2", "nproc=-1:-1");
    }

    @Test
    void a_check_is_read_with_its_state() {
        ContainerFacts facts =
                read(
                        """
                        {"Id": "a", "HostConfig": {}, "State": {"Running": true,
                          "Health": {"Status": "unhealthy"}},
                         "Config": {"Healthcheck": {"Test": ["CMD", "a", "b"]}}}
                        """);
        assertThat(facts.get(ContainerSetting.HEALTHCHECK).orElse("")).isEqualTo("CMD a b");
        assertThat(facts.get(ContainerSetting.HEALTH_STATE).orElse("")).isEqualTo("unhealthy");
        assertThat(facts.get(ContainerSetting.RUNNING).orElse(false)).isTrue();
    }

    @Test
    void podman_says_some_things_in_words_of_its_own() {
        ContainerFacts facts =
                read(
                        """
                        [{"Id": "a", "Name": "web", "ImageName": "docker.io/library/nginx:1.27",
                          "State": {"Running": true, "Healthcheck": {"Status": "healthy"}},
                          "Config": {"Entrypoint": "/entry.sh", "Image": "nginx:1.27"},
                          "HostConfig": {"CgroupMode": "host", "CapDrop": ["CAP_ALL"]}}]
                        """);
        assertThat(facts.get(ContainerSetting.CGROUPNS_MODE).orElse("")).isEqualTo("host");
        assertThat(facts.get(ContainerSetting.HEALTH_STATE).orElse("")).isEqualTo("healthy");
        assertThat(values(facts, ContainerSetting.ENTRYPOINT)).containsExactly("/entry.sh");
        assertThat(values(facts, ContainerSetting.CAP_DROP)).containsExactly("ALL");
    }

    @Test
    void places_are_those_of_the_values() {
        ContainerFacts facts =
                read("[\n {\"Id\": \"a\",\n  \"HostConfig\": {\n    \"Privileged\": true}}]");
        assertThat(facts.get(ContainerSetting.PRIVILEGED))
                .isInstanceOfSatisfying(
                        Fact.Present.class,
                        fact -> assertThat(fact.at()).hasToString("inspect.json:4:19"));
        assertThat(facts.get(ContainerSetting.MEMORY))
                .isInstanceOfSatisfying(
                        Fact.Absent.class,
                        fact -> assertThat(fact.at()).hasToString("inspect.json:2:2"));
    }
}
