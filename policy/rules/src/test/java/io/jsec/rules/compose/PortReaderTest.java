package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.ContainerPort;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortReaderTest {
    private static List<ContainerPort> ports(String list) {
        return ComposeTree.web("image: a\nports: " + list)
                .service("web")
                .get(ContainerSetting.PORTS)
                .orElse(List.of());
    }

    private static String shown(ContainerPort port) {
        return port.hostAddress()
                + " "
                + port.hostPort()
                + "-"
                + port.hostPortEnd()
                + " "
                + port.containerPort()
                + "/"
                + port.protocol();
    }

    private static PortKey key(String item) {
        Node node = YamlReader.read("f", item.getBytes(StandardCharsets.UTF_8));
        return PortKey.of(node);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "['80'] |  0-0 80/tcp",
                "[80] |  0-0 80/tcp",
                "['8080:80'] |  8080-8080 80/tcp",
                "['8080:80/udp'] |  8080-8080 80/udp",
                "['127.0.0.1:8080:80'] | 127.0.0.1 8080-8080 80/tcp",
                "['127.0.0.1::80'] | 127.0.0.1 0-0 80/tcp",
                "['[::]:1:2'] | :: 1-1 2/tcp",
                "['9000-9002:90-92'] |  9000-9002 90/tcp",
                "[{target: 80}] |  0-0 80/tcp",
                "[{target: 80, published: 8080, host_ip: 1.2.3.4, protocol: udp}] | 1.2.3.4"
                        + " 8080-8080 80/udp",
                "[{target: 80, published: '8000-8010'}] |  8000-8010 80/tcp",
            })
    void a_port_is_read_in_every_form(String list, String shown) {
        assertThat(ports(list)).extracting(PortReaderTest::shown).hasSize(1);
        assertThat(shown(ports(list).getFirst()).strip()).isEqualTo(shown.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "['x'] | 4:9",
                "['80:x'] | 4:9",
                "['1:2:3:4:5'] | 4:9",
                "[{published: 1}] | 4:9"
            })
    void what_is_no_port_is_told(String list, String at) {
        ComposeTree tree = ComposeTree.web("image: a\nports: " + list);
        assertThat(tree.problems())
                .singleElement()
                .asString()
                .startsWith("compose.yaml:" + at.replace("4:9", "4:13"));
        assertThat(ports(list)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'80:80' | {target: 80, published: 80}",
                "'80:80' | '0.0.0.0:80:80/tcp'",
                "'80-80:80' | '80:80'",
                "\"[::1]:80:80\" | {target: 80, published: '80', host_ip: '::1'}",
                "80 | '80/tcp'",
            })
    void two_forms_of_one_port_are_equal(String one, String other) {
        assertThat(key(one.strip())).isEqualTo(key(other.strip()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'80:80' | '80:80/udp'",
                "'80:80' | '127.0.0.1:80:80'",
                "'80:80' | '81:80'",
                "'80:80' | '80:81'",
                "'80' | '80:80'",
            })
    void other_ports_are_not_equal(String one, String other) {
        assertThat(key(one.strip())).isNotEqualTo(key(other.strip()));
    }

    @ParameterizedTest
    @CsvSource({
        "'80-90:80-90', '80:80', true",
        "'80-90:80-90', '90:90', true",
        "'80-90:80-90', '85-88:85-88', true",
        "'80-90:180-190', '85:185', true",
        "'80-90:80-90', '85:86', false",
        "'80-90:80-90', '91:91', false",
        "'80-90:80-90', '79-81:79-81', false",
        "'80-90:80-90', '85:85/udp', false",
        "'80-90:80-90', '${X}:85', false",
        "'80-90:80-90', '85', false",
    })
    void a_range_covers_what_lies_within_with_its_ports(String range, String port, boolean in) {
        assertThat(key("'" + range + "'").covers(key("'" + port + "'"))).isEqualTo(in);
    }

    @Test
    void a_variable_is_a_port_that_nobody_knows() {
        assertThat(ports("['${P}:80', '${H}:1:2']"))
                .extracting(PortReaderTest::shown)
                .containsExactly(" 0-0 80/tcp", "${H} 1-1 2/tcp");
    }
}
