package io.jsec.rules.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Located;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.VolumeFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectReaderTest {
    private static final String CONTAINER = "{\"Id\": \"0123456789abcdef\", \"HostConfig\": {}}";
    private static final String IMAGE = "{\"Id\": \"sha256:0123456789abcdef\", \"RootFS\": {}}";
    private static final String NETWORK = "{\"Name\": \"front\", \"IPAM\": {}}";
    private static final String VOLUME = "{\"Name\": \"data\", \"Mountpoint\": \"/v\"}";

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Facts> read(String json) {
        return InspectReader.read("inspect.json", bytes(json));
    }

    private static <T extends Facts> T only(String json, Class<T> kind) {
        return kind.cast(read(json).getFirst());
    }

    private static List<String> values(Fact<List<Located<String>>> fact) {
        return fact.orElse(List.of()).stream().map(Located::value).toList();
    }

    @Test
    void what_is_inspected_is_told_apart_by_its_shape() {
        String all = String.join(", ", CONTAINER, IMAGE, NETWORK, VOLUME);
        assertThat(read("[" + all + "]"))
                .extracting(facts -> facts.target().toString())
                .containsExactly(
                        "container/0123456789ab",
                        "image/0123456789ab",
                        "network/front",
                        "volume/data");
    }

    @Test
    void one_element_needs_no_list() {
        assertThat(read(CONTAINER)).singleElement().isInstanceOf(ContainerFacts.class);
    }

    @Test
    void an_empty_list_is_nothing() {
        assertThat(read("[]")).isEmpty();
    }

    @Test
    void a_container_is_called_by_its_name() {
        String named = "{\"Id\": \"a\", \"Name\": \"/web\", \"HostConfig\": {}}";
        assertThat(read(named).getFirst().target().name()).isEqualTo("web");
        String podman = "{\"Id\": \"a\", \"Name\": \"web\", \"HostConfig\": {}}";
        assertThat(read(podman).getFirst().target().name()).isEqualTo("web");
    }

    @Test
    void one_element_that_is_something_else_hides_no_other() {
        String list = "[{\"Kind\": \"plugin\"}, 5, " + CONTAINER + "]";
        InspectReader.Result result = InspectReader.readAll("inspect.json", bytes(list));
        assertThat(result.facts()).hasSize(1);
        assertThat(result.problems())
                .extracting(problem -> problem.at().toString())
                .containsExactly("inspect.json:1:2", "inspect.json:1:22");
        assertThatThrownBy(() -> read(list))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("no container, image, network or volume");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[{]", "Error: No such object: web", "[]]", "{\"a\":1,\"a\":2}"})
    void what_is_no_json_is_refused_with_its_place(String text) {
        assertThatThrownBy(() -> InspectReader.readAll("inspect.json", bytes(text)))
                .isInstanceOfSatisfying(
                        ReadException.class,
                        e -> assertThat(e.at().path()).isEqualTo("inspect.json"));
    }

    @Test
    void an_image_is_read() {
        ImageFacts image =
                only(
                        """
                        [{"Id": "sha256:aa", "RepoTags": ["web:1", "web:2"], "RootFS": {},
                          "RepoDigests": ["web@sha256:bb"], "Size": 12,
                          "Created": "2026-10-30T08:00:00.5+02:00",
                          "Config": {"User": "app", "Env": ["A=b"], "Labels": {"l": "v"},
                            "ExposedPorts": {"80/tcp": {}}, "Volumes": {"/data": {}},
                            "Entrypoint": ["/e"], "Cmd": ["c"],
                            "Healthcheck": {"Test": ["CMD-SHELL", "true"]}}}]
                        """,
                        ImageFacts.class);
        assertThat(image.target().name()).isEqualTo("web:1");
        assertThat(image.names()).containsExactly("web:1", "web:2");
        assertThat(image.digests()).containsExactly("web@sha256:bb");
        assertThat(image.bytes().orElse(0L)).isEqualTo(12);
        assertThat(image.created().orElse(Instant.EPOCH))
                .isEqualTo(Instant.parse("2026-10-30T06:00:00.5Z"));
        assertThat(image.user().orElse("")).isEqualTo("app");
        assertThat(values(image.environment())).containsExactly("A=b");
        assertThat(values(image.labels())).containsExactly("l=v");
        assertThat(values(image.ports())).containsExactly("80/tcp");
        assertThat(values(image.volumes())).containsExactly("/data");
        assertThat(values(image.entrypoint())).containsExactly("/e");
        assertThat(values(image.command())).containsExactly("c");
        assertThat(image.healthcheck().orElse("")).isEqualTo("CMD-SHELL true");
        assertThat(image.history()).isInstanceOf(Fact.Unknown.class);
        assertThat(image.inUse()).isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void the_places_of_an_image_are_those_of_its_values() {
        ImageFacts image =
                only("[{\"RootFS\": {},\n  \"Config\": {\"User\": \"0\"}}]", ImageFacts.class);
        assertThat(image.user())
                .isInstanceOfSatisfying(
                        Fact.Present.class,
                        fact -> assertThat(fact.at()).hasToString("inspect.json:2:22"));
    }

    @Test
    void the_history_of_an_engine_has_its_newest_step_first() {
        Node image = JsonReader.read("image", bytes(IMAGE));
        Node history =
                JsonReader.read(
                        "history",
                        bytes("[{\"CreatedBy\": \"second\"}, {\"CreatedBy\": \"first\"}]"));
        ImageFacts facts =
                InspectReader.image("", image, Optional.of(history), Fact.unknown("nobody asked"));
        assertThat(values(facts.history())).containsExactly("first", "second");
    }

    @Test
    void the_history_of_podman_has_its_oldest_step_first() {
        ImageFacts image =
                only(
                        """
                        [{"Id": "aa", "RepoTags": [],
                          "History": [{"created_by": "first"}, {"empty_layer": true},
                            {"created_by": "second"}],
                          "Healthcheck": {"Test": ["NONE"]}}]
                        """,
                        ImageFacts.class);
        assertThat(values(image.history())).containsExactly("first", "second");
        assertThat(image.healthcheck().orElse("")).isEqualTo("NONE");
    }

    @Test
    void a_time_that_is_none_is_unknown() {
        ImageFacts image = only("{\"RootFS\": {}, \"Created\": \"yesterday\"}", ImageFacts.class);
        assertThat(image.created()).isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void a_network_is_read() {
        NetworkFacts network =
                only(
                        """
                        {"Name": "back", "Driver": "overlay", "IPAM": {}, "Internal": true,
                          "Ingress": false, "Options": {"encrypted": ""},
                          "Containers": {"a1": {"Name": "web"}, "b2": {}}}
                        """,
                        NetworkFacts.class);
        assertThat(network.driver().orElse("")).isEqualTo("overlay");
        assertThat(network.internal().orElse(false)).isTrue();
        assertThat(network.ingress().orElse(true)).isFalse();
        assertThat(network.options()).containsOnlyKeys("encrypted");
        assertThat(values(network.containers())).containsExactly("web", "b2");
    }

    @Test
    void a_network_of_podman_is_read() {
        NetworkFacts network =
                only(
                        """
                        {"name": "front", "driver": "macvlan", "network_interface": "eth0",
                          "internal": true, "options": {"isolate": "true"},
                          "containers": {"a1": {"name": "web"}}}
                        """,
                        NetworkFacts.class);
        assertThat(network.target().name()).isEqualTo("front");
        assertThat(network.driver().orElse("")).isEqualTo("macvlan");
        assertThat(network.internal().orElse(false)).isTrue();
        assertThat(network.options()).containsOnlyKeys("isolate");
        assertThat(values(network.containers())).containsExactly("web");
    }

    @Test
    void who_is_attached_is_unknown_where_it_is_no_object() {
        NetworkFacts network =
                only("{\"Name\": \"a\", \"IPAM\": {}, \"Containers\": [1]}", NetworkFacts.class);
        assertThat(network.containers()).isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void a_volume_is_read_and_its_device_cleaned() {
        VolumeFacts volume =
                only(
                        """
                        {"Name": "hid", "Driver": "local", "Mountpoint": "/v",
                          "Options": {"type": "none", "o": "bind", "device": "//srv/../etc/."}}
                        """,
                        VolumeFacts.class);
        assertThat(volume.driver().orElse("")).isEqualTo("local");
        assertThat(device(volume)).isEqualTo("/etc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cifs", "smb3"})
    void the_share_of_a_remote_volume_is_no_path(String type) {
        VolumeFacts volume =
                only(
                        """
                        {"Name": "a", "Mountpoint": "/v",
                         "Options": {"type": "%s", "device": "//nas/share"}}
                        """
                                .formatted(type),
                        VolumeFacts.class);
        assertThat(device(volume)).isEqualTo("//nas/share");
    }

    private static String device(VolumeFacts volume) {
        Located<String> device = volume.options().get("device");
        return device == null ? "" : device.value();
    }

    @Test
    void a_live_answer_has_no_lines() {
        Node node = JsonReader.read("answer", bytes(CONTAINER));
        ContainerFacts facts = (ContainerFacts) InspectReader.container("podman/", node, false);
        assertThat(facts.whole()).hasToString("container/podman/0123456789ab");
        assertThat(facts.whole().hasRegion()).isFalse();
    }

    @Test
    void a_live_answer_that_is_no_container_is_refused() {
        Node node = JsonReader.read("answer", bytes(IMAGE));
        assertThatThrownBy(() -> InspectReader.container("", node, false))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("no container");
    }
}
