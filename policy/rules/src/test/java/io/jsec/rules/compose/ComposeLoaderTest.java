package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerPort;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.Located;
import io.jsec.rules.read.ReadException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeLoaderTest {
    private final Map<String, String> files = new HashMap<>();

    private List<Facts> load(String... paths) {
        return ComposeLoader.load(
                List.of(paths),
                path ->
                        Optional.ofNullable(files.get(path))
                                .map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    private ContainerFacts service(String name, String... paths) {
        return load(paths).stream()
                .filter(ContainerFacts.class::isInstance)
                .map(ContainerFacts.class::cast)
                .filter(facts -> facts.target().name().endsWith("/" + name))
                .findFirst()
                .orElseThrow();
    }

    private ContainerFacts web(String body) {
        files.put("compose.yaml", "services:\n  web:\n" + body.indent(4));
        return service("web", "compose.yaml");
    }

    private List<String> problems() {
        return ((ComposeFacts) load("compose.yaml").getFirst())
                .problems().stream().map(each -> each.at() + " " + each.message()).toList();
    }

    private static List<String> values(Fact<List<Located<String>>> fact) {
        return fact.orElse(List.of()).stream().map(Located::value).toList();
    }

    @Test
    void a_service_becomes_the_facts_of_a_container() {
        ContainerFacts web =
                web("image: nginx:1.27\nprivileged: true\ncap_add: [cap_sys_admin]\nuser: 0:0");
        assertThat(web.get(ContainerSetting.IMAGE).orElse("")).isEqualTo("nginx:1.27");
        assertThat(web.get(ContainerSetting.PRIVILEGED).orElse(false)).isTrue();
        assertThat(values(web.get(ContainerSetting.CAP_ADD))).containsExactly("SYS_ADMIN");
        assertThat(web.target().name()).isEqualTo("compose.yaml/services/web");
    }

    @Test
    void every_setting_keeps_its_place() {
        Fact<Boolean> fact = web("image: a\nprivileged: true").get(ContainerSetting.PRIVILEGED);
        assertThat(((Fact.Present<Boolean>) fact).at().toString()).isEqualTo("compose.yaml:4:17");
        Fact<Boolean> absent = web("image: a").get(ContainerSetting.READ_ONLY);
        assertThat(((Fact.Absent<Boolean>) absent).at().toString()).isEqualTo("compose.yaml:2:3");
    }

    @Test
    void ports_are_read_in_both_forms() {
        ContainerFacts web =
                web(
                        """
                        ports:
                          - "80"
                          - "8080:80"
                          - "127.0.0.1:53:53/udp"
                          - "[::1]:9000-9002:9000-9002"
                          - "${HOST}:8443:443"
                          - {target: 70, published: "7070", host_ip: 0.0.0.0}
                          - "nonsense"
                        """);
        List<ContainerPort> ports = web.get(ContainerSetting.PORTS).orElse(List.of());
        assertThat(ports.stream().map(ContainerPort::hostAddress))
                .containsExactly("", "", "127.0.0.1", "::1", "${HOST}", "0.0.0.0");
        assertThat(ports.stream().map(ContainerPort::hostPort))
                .containsExactly(0, 8080, 53, 9000, 8443, 7070);
        assertThat(ports.get(3).hostPortEnd()).isEqualTo(9002);
        assertThat(problems()).containsExactly("compose.yaml:10:9 this is no port");
    }

    @Test
    void mounts_are_read_in_both_forms() {
        ContainerFacts web =
                web(
                        """
                        volumes:
                          - data:/data
                          - /etc//nginx/./x/..:/etc/nginx:ro,rshared
                          - ./src:/src
                          - /anonymous
                          - {type: bind, source: /run, target: /run, read_only: true}
                        tmpfs: /tmp:exec
                        """);
        List<ContainerMount> mounts = web.get(ContainerSetting.MOUNTS).orElse(List.of());
        assertThat(mounts.stream().map(each -> each.type() + " " + each.source()))
                .containsExactly(
                        "volume data",
                        "bind /etc/nginx",
                        "bind src",
                        "volume ",
                        "bind /run",
                        "tmpfs ");
        assertThat(mounts.get(1).readOnly()).isTrue();
        assertThat(mounts.get(1).propagation()).isEqualTo("rshared");
        assertThat(mounts.get(5).options()).isEqualTo("exec");
    }

    @Test
    void sizes_are_bytes_and_cpus_thousandths() {
        ContainerFacts web = web("mem_limit: 1.5g\ncpus: 0.25\npids_limit: 100");
        assertThat(web.get(ContainerSetting.MEMORY).orElse(0L)).isEqualTo(1_610_612_736L);
        assertThat(web.get(ContainerSetting.MILLI_CPUS).orElse(0L)).isEqualTo(250L);
    }

    @Test
    void limits_of_deploy_win() {
        ContainerFacts web =
                web("mem_limit: 1g\ndeploy: {resources: {limits: {memory: 64M, pids: 5}}}");
        assertThat(web.get(ContainerSetting.MEMORY).orElse(0L)).isEqualTo(67_108_864L);
        assertThat(web.get(ContainerSetting.PIDS_LIMIT).orElse(0L)).isEqualTo(5L);
    }

    @Test
    void variables_come_from_the_env_file() {
        files.put(".env", "# c\nTAG=1.27 # the tag\nexport Q='a b'\nEMPTY=\n");
        ContainerFacts web =
                web("image: nginx:${TAG}\nuser: ${U:-app}\nlabels: [\"q=$Q\", \"$$x\"]");
        assertThat(web.get(ContainerSetting.IMAGE).orElse("")).isEqualTo("nginx:1.27");
        assertThat(web.get(ContainerSetting.USER).orElse("")).isEqualTo("app");
        assertThat(values(web.get(ContainerSetting.LABELS))).containsExactly("q=a b", "$x");
    }

    @Test
    void a_variable_without_a_value_is_unknown() {
        assertThat(web("privileged: ${P}").get(ContainerSetting.PRIVILEGED))
                .isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void a_later_file_is_merged_over_the_first() {
        files.put(
                "compose.yaml",
                "services: {web: {image: a, command: [x, y], environment: {A: 1}, ports: "
                        + "['80:80']}}");
        files.put(
                "over.yaml",
                "services: {web: {command: [z], environment: [A=2, B=3], ports: ['81:81']}}");
        ContainerFacts web = service("web", "compose.yaml", "over.yaml");
        assertThat(values(web.get(ContainerSetting.COMMAND))).containsExactly("z");
        assertThat(values(web.get(ContainerSetting.ENVIRONMENT))).containsExactly("A=2", "B=3");
        assertThat(web.get(ContainerSetting.PORTS).orElse(List.of())).hasSize(2);
    }

    @Test
    void a_list_of_networks_and_a_mapping_of_them_are_merged_by_name() {
        files.put("compose.yaml", "services:\n  web:\n    image: a\n    networks: [front]\n");
        files.put("more.yaml", "services:\n  web:\n    networks:\n      back: {}\n");
        ContainerFacts web = service("web", "compose.yaml", "more.yaml");
        assertThat(values(web.get(ContainerSetting.NETWORKS))).containsExactly("front", "back");
        ContainerFacts other = service("web", "more.yaml", "compose.yaml");
        assertThat(values(other.get(ContainerSetting.NETWORKS))).containsExactly("back", "front");
    }

    @Test
    void reset_and_override_take_away_and_replace() {
        files.put("compose.yaml", "services: {web: {image: a, privileged: true, cap_add: [X, Y]}}");
        files.put(
                "over.yaml",
                "services:\n  web:\n    privileged: !reset null\n    cap_add: !override [Z]\n");
        ContainerFacts web = service("web", "compose.yaml", "over.yaml");
        assertThat(web.get(ContainerSetting.PRIVILEGED).isPresent()).isFalse();
        assertThat(values(web.get(ContainerSetting.CAP_ADD))).containsExactly("Z");
    }

    @Test
    void services_extend_others_of_this_and_other_files() {
        files.put("base/common.yaml", "services: {app: {image: b, cap_add: [A], depends_on: [x]}}");
        files.put(
                "compose.yaml",
                "services:\n  mid: {extends: {file: base/common.yaml, service: app}, cap_add: "
                        + "[B]}\n"
                        + "  web: {extends: mid, user: u}\n");
        ContainerFacts web = service("web", "compose.yaml");
        assertThat(web.get(ContainerSetting.IMAGE).orElse("")).isEqualTo("b");
        assertThat(values(web.get(ContainerSetting.CAP_ADD))).containsExactly("A", "B");
    }

    @Test
    void extending_in_a_circle_is_told() {
        files.put("compose.yaml", "services: {a: {extends: b, image: x}, b: {extends: a}}");
        assertThat(problems()).anyMatch(text -> text.contains("circle"));
    }

    @Test
    void files_outside_the_tree_are_not_read() {
        files.put("../secret.yaml", "services: {app: {image: s}}");
        files.put(
                "compose.yaml",
                "include: [../secret.yaml]\nservices: {a: {image: x, extends: {file: /etc/x.yaml,"
                        + " service: app}}}");
        assertThat(problems())
                .anyMatch(text -> text.contains("include: ../secret.yaml is no file"))
                .anyMatch(text -> text.contains("extends: /etc/x.yaml is no file"));
    }

    @Test
    void included_files_add_their_services() {
        files.put("db/compose.yaml", "services: {db: {image: postgres:16}}");
        files.put("compose.yaml", "include: [db/compose.yaml]\nservices: {web: {image: x}}");
        assertThat(service("db", "compose.yaml").get(ContainerSetting.IMAGE).orElse(""))
                .isEqualTo("postgres:16");
    }

    @Test
    void one_broken_service_hides_no_other() {
        files.put("compose.yaml", "services:\n  a: 1\n  b: {image: x, privileged: maybe}\n");
        assertThat(service("b", "compose.yaml").get(ContainerSetting.IMAGE).orElse(""))
                .isEqualTo("x");
        assertThat(problems())
                .containsExactly(
                        "compose.yaml:2:6 this takes keys and values",
                        "compose.yaml:3:29 this takes true or false");
    }

    @Test
    void what_is_no_compose_file_is_refused() {
        files.put("compose.yaml", "- a\n");
        assertThatThrownBy(() -> load("compose.yaml"))
                .isInstanceOf(ReadException.class)
                .hasMessage("a compose file takes keys and values");
        files.put("compose.yaml", "services: [a]\n");
        assertThatThrownBy(() -> load("compose.yaml")).hasMessage("services takes keys and values");
    }
}
