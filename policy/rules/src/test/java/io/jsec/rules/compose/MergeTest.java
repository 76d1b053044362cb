package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerPort;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Located;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTest {
    private static Node yaml(String text) {
        return YamlReader.read("f", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String shown(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.isNull() ? "~" : scalar.text();
            case Node.Sequence list -> list.items().stream().map(MergeTest::shown).toList() + "";
            case Node.Mapping map ->
                    map.entries().stream()
                            .map(each -> each.name() + ": " + shown(each.value()))
                            .toList()
                            .toString()
                            .replaceAll("^\\[(.*)]$", "{$1}");
        };
    }

    private static String merged(String base, String top) {
        return shown(Merge.clean(Merge.over(yaml(base), yaml(top))));
    }

    private static ContainerFacts web(String base, String top) {
        return new ComposeTree()
                .with("compose.yaml", "services:\n  web:\n" + base.indent(4))
                .with("over.yaml", "services:\n  web:\n" + top.indent(4))
                .service("web", "compose.yaml", "over.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: 1} | {a: 2} | {a: 2}",
                "{a: 1} | {b: 2} | {a: 1, b: 2}",
                "{a: 1} | {a: } | {a: 1}",
                "{a: {b: 1}} | {a: {c: 2}} | {a: {b: 1, c: 2}}",
                "{l: [1, 2]} | {l: [2, 3]} | {l: [1, 2, 3]}",
                "{command: [a, b]} | {command: [c]} | {command: [c]}",
                "{entrypoint: a} | {entrypoint: [c]} | {entrypoint: [c]}",
                "{healthcheck: {test: [a], retries: 1}} | {healthcheck: {test: [b]}} |"
                        + " {healthcheck: {test: [b], retries: 1}}",
                "{x-a: {b: 1}} | {x-a: {c: 1}} | {x-a: {c: 1}}",
                "{environment: [A=1, B=2]} | {environment: {B: 3}} | {environment: {A: 1, B: 3}}",
                "{extra_hosts: ['a:1']} | {extra_hosts: {a: 2}} | {extra_hosts: {a: 2}}",
                "{build: .} | {build: {target: x}} | {build: {context: ., target: x}}",
                "{build: {target: x}} | {build: ./y} | {build: {target: x, context: ./y}}",
                "{depends_on: [a]} | {depends_on: {b: {condition: c}}} | {depends_on: {a:"
                        + " {condition: service_started}, b: {condition: c}}}",
                "{networks: [a]} | {networks: {b: {}}} | {networks: {a: ~, b: {}}}",
                "{dns: 1.1.1.1} | {dns: 2.2.2.2} | {dns: [1.1.1.1, 2.2.2.2]}",
                "{dns: [1.1.1.1]} | {dns: 1.1.1.1} | {dns: [1.1.1.1]}",
                "{dns_search: a} | {dns_search: [b]} | {dns_search: [a, b]}",
                "{tmpfs: /a} | {tmpfs: /b} | {tmpfs: [/a, /b]}",
                "{env_file: a} | {env_file: [{path: b}]} | {env_file: [a, {path: b}]}",
                "{env_file: [a]} | {env_file: [{path: a, required: false}]} | {env_file: [{path:"
                        + " a, required: false}]}",
                "{expose: [80]} | {expose: ['80', 81/udp]} | {expose: [80, 81/udp]}",
                "{devices: ['/dev/a:/dev/x']} | {devices: ['/dev/b:/dev/x:r']} | {devices:"
                        + " [/dev/b:/dev/x:r]}",
                "{devices: ['/dev/a']} | {devices: [{source: /dev/b, target: /dev/a}]} | {devices:"
                        + " [{source: /dev/b, target: /dev/a}]}",
                "{secrets: [a]} | {secrets: [{source: b, target: a}]} | {secrets: [{source: b,"
                        + " target: a}]}",
                "{secrets: [a]} | {secrets: [{source: b, target: /run/secrets/a}, c]} | {secrets:"
                        + " [{source: b, target: /run/secrets/a}, c]}",
                "{configs: [a]} | {configs: [{source: b, target: /a}]} | {configs: [{source: b,"
                        + " target: /a}]}",
                "{logging: {options: {a: 1}}} | {logging: {driver: x, options: {b: 2}}} | {logging:"
                        + " {options: {a: 1, b: 2}, driver: x}}",
                "{logging: {driver: x, options: {a: 1}}} | {logging: {driver: y}} | {logging:"
                        + " {driver: y}}",
                "{ulimits: {n: 1}} | {ulimits: {n: {soft: 1, hard: 2}}} | {ulimits: {n: {soft: 1,"
                        + " hard: 2}}}",
            })
    void values_are_merged_by_what_they_mean(String base, String top, String result) {
        assertThat(merged(base.strip(), top.strip())).isEqualTo(result.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: 1, b: 2} | {a: !reset null} | {b: 2}",
                "{a: {b: {c: 1, d: 2}}} | {a: {b: {c: !reset null}}} | {a: {b: {d: 2}}}",
                "{a: [1]} | {a: !reset []} | {}",
                "{a: {b: 1}} | {a: !reset {}} | {}",
                "{b: 2} | {a: {c: !reset 1, d: [!reset 1, 2]}} | {b: 2, a: {d: [2]}}",
                "{l: [1]} | {l: [!reset 1, 2]} | {l: [1, 2]}",
                "{a: [1]} | {a: !override [2]} | {a: [2]}",
                "{a: {b: {c: 1}}} | {a: {b: !override {d: 1}}} | {a: {b: {d: 1}}}",
                "{environment: [A=1]} | {environment: !override [B=1]} | {environment: [B=1]}",
                "{command: !reset [a]} | {command: [b]} | {command: [b]}",
            })
    void what_is_taken_away_or_replaced_is_so_at_every_depth(
            String base, String top, String result) {
        assertThat(merged(base.strip(), top.strip())).isEqualTo(result.strip());
    }

    @Test
    void what_a_middle_file_takes_away_a_later_one_may_bring_back() {
        Node merged =
                Merge.over(Merge.over(yaml("{a: [1]}"), yaml("{a: !reset []}")), yaml("{a: [3]}"));
        assertThat(shown(Merge.clean(merged))).isEqualTo("{a: [3]}");
    }

    @Test
    void a_file_alone_may_take_away_too() {
        ContainerFacts web =
                ComposeTree.web("image: a\nprivileged: !reset true\ncap_add: [!reset A, B]")
                        .service("web");
        assertThat(web.get(ContainerSetting.PRIVILEGED).isPresent()).isFalse();
        assertThat(ComposeTree.values(web.get(ContainerSetting.CAP_ADD))).containsExactly("B");
    }

    @Test
    void ports_are_the_same_in_both_forms() {
        ContainerFacts web =
                web(
                        "image: a\nports: ['80:80', '127.0.0.1:53:53/udp', '[::1]:9:9']",
                        """
                        ports:
                          - {target: 80, published: "80", protocol: tcp}
                          - {target: 53, published: 53, host_ip: 127.0.0.1, protocol: udp}
                          - {target: 53, published: 53, host_ip: 127.0.0.1}
                          - {target: 9, published: "9-9", host_ip: "::1"}
                          - "0.0.0.0:80:80/tcp"
                        """);
        assertThat(web.get(ContainerSetting.PORTS).orElse(List.of()))
                .extracting(port -> port.hostPort() + "/" + port.protocol())
                .containsExactly("80/tcp", "53/udp", "9/tcp", "53/tcp");
    }

    @Test
    void a_port_within_a_range_is_part_of_it() {
        ContainerFacts web =
                web(
                        "image: a\nports: ['8000-8010:8000-8010', '90:91']",
                        "ports: ['8005:8005', '8006:8007', '8003-8004:8003-8004', '90-92:91-93']");
        assertThat(web.get(ContainerSetting.PORTS).orElse(List.of()))
                .extracting(port -> port.hostPort() + "-" + port.hostPortEnd())
                .containsExactly("8000-8010", "8006-8006", "90-92");
    }

    @Test
    void ports_of_other_protocols_and_addresses_stay_apart() {
        ContainerFacts web =
                web("image: a\nports: ['80-90:80-90']", "ports: ['80:80/udp', '127.0.0.1:81:81']");
        assertThat(web.get(ContainerSetting.PORTS).orElse(List.of()))
                .extracting(ContainerPort::protocol)
                .containsExactly("tcp", "udp", "tcp");
    }

    @Test
    void volumes_are_the_same_where_they_go_to_the_same_place() {
        ContainerFacts web =
                web(
                        "image: a\nvolumes: ['./a:/x', 'b:/y', '/z']",
                        "volumes: [{type: bind, source: /c, target: /x}, '/d:/y:ro', 'e:/z']");
        assertThat(web.get(ContainerSetting.MOUNTS).orElse(List.of()))
                .extracting(ContainerMount::source)
                .containsExactly("/c", "/d", "e");
    }

    @Test
    void a_merged_value_keeps_the_place_where_it_stands() {
        ContainerFacts web = web("image: a\ncap_add: [X]", "cap_add: [Y]");
        assertThat(web.get(ContainerSetting.CAP_ADD).orElse(List.of()))
                .extracting(Located::at)
                .extracting(Object::toString)
                .containsExactly("compose.yaml:4:15", "over.yaml:3:15");
    }

    @Test
    void three_files_are_merged_in_their_order() {
        ContainerFacts web =
                new ComposeTree()
                        .with("a.yaml", "services: {web: {image: a, user: a, hostname: a}}")
                        .with("b.yaml", "services: {web: {image: b, user: b}}")
                        .with("c.yaml", "services: {web: {image: c}}")
                        .service("web", "a.yaml", "b.yaml", "c.yaml");
        assertThat(web.get(ContainerSetting.IMAGE).orElse("")).isEqualTo("c");
        assertThat(web.get(ContainerSetting.USER).orElse("")).isEqualTo("b");
    }

    @Test
    void long_lists_are_merged_in_time() {
        StringBuilder list = new StringBuilder("ports:\n");
        for (int i = 1; i < 20_000; i++) {
            list.append("  - ").append(i).append(':').append(i).append('\n');
        }
        ContainerFacts web = web("image: a\n" + list, list.toString());
        assertThat(web.get(ContainerSetting.PORTS).orElse(List.of())).hasSize(19_999);
    }
}
