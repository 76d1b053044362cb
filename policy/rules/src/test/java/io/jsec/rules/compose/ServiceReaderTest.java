package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceReaderTest {
    private static ContainerFacts web(String body) {
        return ComposeTree.web("image: a\n" + body).service("web");
    }

    private static List<String> list(String body, ContainerSetting<List<Located<String>>> setting) {
        return ComposeTree.values(web(body).get(setting));
    }

    private static long number(String body, ContainerSetting<Long> setting) {
        return web(body).get(setting).orElse(Long.MIN_VALUE);
    }

    private static ComposeFacts.Service service(String body) {
        return ComposeTree.web(body).project().services().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "True, true",
        "yes, true",
        "Y, true",
        "on, true",
        "'\"true\"', true",
        "false, false",
        "no, false",
        "OFF, false",
        "n, false",
    })
    void truth_is_written_in_many_words(String written, boolean value) {
        ContainerFacts web = web("privileged: " + written + "\nread_only: " + written);
        assertThat(web.get(ContainerSetting.PRIVILEGED).orElse(!value)).isEqualTo(value);
        assertThat(web.get(ContainerSetting.READ_ONLY).orElse(!value)).isEqualTo(value);
    }

    @Test
    void a_word_that_is_no_truth_is_told_and_unknown() {
        ComposeTree tree = ComposeTree.web("image: a\nprivileged: maybe");
        assertThat(tree.problems()).containsExactly("compose.yaml:4:17 this takes true or false");
        assertThat(tree.service("web").get(ContainerSetting.PRIVILEGED))
                .isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void texts_are_taken_as_written() {
        ContainerFacts web =
                web(
                        """
                        user: "1000:1000"
                        network_mode: host
                        pid: "service:db"
                        ipc: shareable
                        uts: host
                        userns_mode: host
                        cgroup: private
                        cgroup_parent: /x
                        runtime: runsc
                        logging: {driver: none, options: {a: "1"}}
                        """);
        assertThat(web.get(ContainerSetting.USER).orElse("")).isEqualTo("1000:1000");
        assertThat(web.get(ContainerSetting.NETWORK_MODE).orElse("")).isEqualTo("host");
        assertThat(web.get(ContainerSetting.PID_MODE).orElse("")).isEqualTo("service:db");
        assertThat(web.get(ContainerSetting.IPC_MODE).orElse("")).isEqualTo("shareable");
        assertThat(web.get(ContainerSetting.UTS_MODE).orElse("")).isEqualTo("host");
        assertThat(web.get(ContainerSetting.USERNS_MODE).orElse("")).isEqualTo("host");
        assertThat(web.get(ContainerSetting.CGROUPNS_MODE).orElse("")).isEqualTo("private");
        assertThat(web.get(ContainerSetting.CGROUP_PARENT).orElse("")).isEqualTo("/x");
        assertThat(web.get(ContainerSetting.RUNTIME).orElse("")).isEqualTo("runsc");
        assertThat(web.get(ContainerSetting.LOG_DRIVER).orElse("")).isEqualTo("none");
        assertThat(ComposeTree.values(web.get(ContainerSetting.LOG_OPTIONS)))
                .containsExactly("a=1");
    }

    @Test
    void capabilities_lose_their_prefix() {
        assertThat(list("cap_add: [cap_net_admin, SYS_TIME]", ContainerSetting.CAP_ADD))
                .containsExactly("NET_ADMIN", "SYS_TIME");
        assertThat(list("cap_drop: [all]", ContainerSetting.CAP_DROP)).containsExactly("ALL");
    }

    @Test
    void devices_are_the_same_in_both_forms() {
        assertThat(
                        list(
                                """
                                devices:
                                  - /dev/a
                                  - /dev/b:/dev/x:r
                                  - {source: /dev/c}
                                  - {source: /dev/d, target: /dev/y, permissions: rw}
                                """,
                                ContainerSetting.DEVICES))
                .containsExactly("/dev/a", "/dev/b:/dev/x:r", "/dev/c:/dev/c", "/dev/d:/dev/y:rw");
    }

    @Test
    void limits_of_processes_and_files_have_two_bounds() {
        assertThat(
                        list(
                                "ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}",
                                ContainerSetting.ULIMITS))
                .containsExactly("nproc=5:5", "nofile=1:2");
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 1024",
        "1b, 1",
        "1k, 1024",
        "1KB, 1024",
        "1.5m, 1572864",
        "2g, 2147483648",
        "1gib, 1073741824",
        "1t, 1099511627776",
    })
    void sizes_are_bytes(String written, long bytes) {
        assertThat(number("mem_limit: " + written, ContainerSetting.MEMORY)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"much", "1x", "1.2.3", "-", "''", "1e9", "0x10"})
    void what_is_no_size_is_told(String written) {
        ComposeTree tree = ComposeTree.web("image: a\nmem_limit: \"" + written + "\"");
        assertThat(tree.problems()).containsExactly("compose.yaml:4:16 this takes a number");
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "0.5, 500", "'\"1.25\"', 1250"})
    void cpus_are_thousandths(String written, long milli) {
        assertThat(number("cpus: " + written, ContainerSetting.MILLI_CPUS)).isEqualTo(milli);
        assertThat(
                        number(
                                "deploy: {resources: {limits: {cpus: " + written + "}}}",
                                ContainerSetting.MILLI_CPUS))
                .isEqualTo(milli);
    }

    @Test
    void a_restart_may_have_an_end() {
        ContainerFacts web = web("restart: on-failure:5");
        assertThat(web.get(ContainerSetting.RESTART).orElse("")).isEqualTo("on-failure");
        assertThat(web.get(ContainerSetting.RESTART_MAX).orElse(0L)).isEqualTo(5);
        assertThat(web("restart: always").get(ContainerSetting.RESTART_MAX))
                .isInstanceOf(Fact.Absent.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{test: [CMD, a, b]} | CMD a b",
                "{test: a b} | a b",
                "{disable: true} | NONE",
                "{disable: yes} | NONE",
                "{test: [NONE]} | NONE",
                "{interval: 1s} | ''",
            })
    void a_health_check_is_its_words_or_none(String written, String check) {
        assertThat(web("healthcheck: " + written).get(ContainerSetting.HEALTHCHECK).orElse("?"))
                .isEqualTo(check.strip());
    }

    @Test
    void what_is_not_written_is_absent_at_the_name_of_the_service() {
        Fact<Boolean> fact = web("").get(ContainerSetting.INIT);
        assertThat(fact).isInstanceOf(Fact.Absent.class);
        assertThat(((Fact.Absent<Boolean>) fact).at().toString()).isEqualTo("compose.yaml:2:3");
        assertThat(web("init:").get(ContainerSetting.INIT)).isInstanceOf(Fact.Absent.class);
    }

    @Test
    void a_build_tells_its_context_and_arguments() {
        ComposeFacts.Service service =
                service("build: {context: ./x, args: {A: 1}, network: host, privileged: yes}");
        assertThat(service.build()).isTrue();
        assertThat(service.image()).isFalse();
        assertThat(service.context().orElseThrow().value()).isEqualTo("./x");
        assertThat(service.buildArguments()).extracting(Located::value).containsExactly("A=1");
        assertThat(service.buildNetwork().orElseThrow().value()).isEqualTo("host");
        assertThat(service.buildPrivileged()).isPresent();
        assertThat(service("build: ./y").context().orElseThrow().value()).isEqualTo("./y");
        assertThat(service("build: {context: ., privileged: no}").buildPrivileged()).isEmpty();
    }

    @Test
    void a_provider_stands_for_an_image() {
        assertThat(service("provider: {type: x}").image()).isTrue();
        assertThat(service("hostname: x").image()).isFalse();
    }
}
