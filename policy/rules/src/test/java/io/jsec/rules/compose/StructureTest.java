package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructureTest {
    private static List<String> problems(String body) {
        return ComposeTree.web("image: a\n" + body).problems();
    }

    private static List<String> whole(String text) {
        return new ComposeTree().with("compose.yaml", text).problems();
    }

    @Test
    void an_unknown_key_is_told_with_the_one_that_was_meant() {
        assertThat(problems("privilegd: true"))
                .containsExactly(
                        "compose.yaml:4:5 there is no key privilegd here; did you mean privileged");
    }

    @Test
    void a_key_that_resembles_nothing_is_told_without_a_guess() {
        assertThat(problems("colour: red"))
                .containsExactly("compose.yaml:4:5 there is no key colour here");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deploy: {resources: {limits: {memry: 1m}}} | 4:35 there is no key memry here; did"
                        + " you mean memory",
                "healthcheck: {tests: [a]} | 4:19 there is no key tests here; did you mean test",
                "logging: {driver: x, opts: {}} | 4:26 there is no key opts here",
                "build: {contxt: .} | 4:13 there is no key contxt here; did you mean context",
                "networks: {front: {alias: [a]}} | 4:24 there is no key alias here",
                "volumes: [{type: bind, src: /a}] | 4:28 there is no key src here",
                "ports: [{target: 80, publish: 80}] | 4:26 there is no key publish here; did you"
                        + " mean published",
                "depends_on: {a: {condition: service_started, when: now}} | 4:50 there is no key"
                        + " when here",
                "post_start: [{command: a, users: b}] | 4:31 there is no key users here; did you"
                        + " mean user",
                "develop: {watch: [{path: a, action: sync, to: b}]} | 4:47 there is no key to here",
                "ulimits: {nofile: {soft: 1, hard: 2, middle: 3}} | 4:42 there is no key middle"
                        + " here",
            })
    void keys_are_known_at_every_depth(String line, String problem) {
        assertThat(problems(line.strip())).containsExactly("compose.yaml:" + problem.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cap_add: NET_ADMIN | 4:14 this takes a list",
                "cap_add: [1] | 4:15 this takes a text",
                "image: [a] | 4:12 this takes a text",
                "privileged: [true] | 4:17 this takes true or false, or a text",
                "healthcheck: x | 4:18 this takes keys and values",
                "deploy: [a] | 4:13 this takes keys and values, or nothing",
                "hostname: 1 | 4:15 this takes a text",
                "use_api_socket: 1 | 4:21 this takes true or false",
                "environment: a | 4:18 this takes keys and values, or a list",
                "environment: {A: [x]} | 4:22 this takes a text, or a number, or true or false, or"
                        + " nothing",
            })
    void values_of_another_kind_are_told(String line, String problem) {
        String text = line.strip().replace("image", "container_name");
        int shift = text.length() - line.strip().length();
        String expected = problem.strip().replace("4:12", "4:" + (12 + shift));
        assertThat(problems(text)).containsExactly("compose.yaml:" + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oom_score_adj: 1001 | 4:20 this takes a text, or a whole number from -1000 to"
                        + " 1000",
                "oom_score_adj: -1001 | 4:20 this takes a text, or a whole number from -1000 to"
                        + " 1000",
                "oom_score_adj: 0.5 | 4:20 this takes a text, or a whole number from -1000 to 1000",
                "cpu_percent: 101 | 4:18 this takes a text, or a whole number from 0 to 100",
                "cpu_count: -1 | 4:16 this takes a text, or a whole number from 0",
                "cgroup: guest | 4:13 this takes host, private",
                "container_name: '!' | 4:21 this does not look like [a-zA-Z0-9][a-zA-Z0-9_.-]+",
                "volumes: [{type: bnd, source: a, target: b}] | 4:22 this takes bind, volume,"
                        + " tmpfs, cluster, npipe, image",
            })
    void values_out_of_range_are_told(String line, String problem) {
        assertThat(problems(line.strip())).containsExactly("compose.yaml:" + problem.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oom_score_adj: 1000",
                "oom_score_adj: -0x3e8",
                "oom_score_adj: '5000'",
                "cpu_percent: 1e2",
                "cpus: 0.5",
                "pids_limit: '5'",
                "mem_limit: 64m",
                "networks: {front: , back: {}}",
                "develop:",
                "command:",
                "x-own: {any: [thing]}",
                "build: {context: ., x-own: 1}",
                "storage_opt: {size: 1G, other: [1]}",
                "environment: [A=1, A=1]",
                "environment: {A: 1, B: true, C: , D: x}",
                "expose: [80, '81']",
            })
    void what_compose_takes_is_no_problem(String line) {
        assertThat(problems(line.strip().replace("-0x3e8", "-1000"))).isEmpty();
    }

    @Test
    void a_missing_key_is_told_at_what_lacks_it() {
        assertThat(problems("depends_on: {a: {restart: true}}"))
                .containsExactly("compose.yaml:4:21 the key condition is missing here");
        assertThat(problems("ulimits: {nofile: {soft: 1}}"))
                .containsExactly("compose.yaml:4:23 the key hard is missing here");
    }

    @Test
    void a_text_has_the_form_that_is_asked_for() {
        assertThat(problems("pull_policy: sometimes"))
                .singleElement()
                .asString()
                .startsWith("compose.yaml:4:18 this does not look like always|never|build|");
        assertThat(problems("pull_policy: every_3d")).isEmpty();
    }

    @Test
    void items_of_a_set_stand_once() {
        assertThat(problems("security_opt: [a, b, a]"))
                .containsExactly("compose.yaml:4:26 this stands in the list twice");
    }

    @Test
    void a_name_has_the_form_of_names() {
        assertThat(whole("services: {\"a b\": {image: x}}"))
                .containsExactly(
                        "compose.yaml:1:12 the name a b does not look like ^[a-zA-Z0-9._-]+$");
    }

    @Test
    void what_stands_beside_services_is_checked_too() {
        assertThat(
                        whole(
                                """
                                volumes: {data: {drivr: local}}
                                networks: {front: {internl: true, ipam: {config: [{subnt: x}]}}}
                                secrets: {s: {file: [a]}, t: }
                                configs: {c: {contents: a}}
                                models: {m: {context_size: 1}}
                                version: 3
                                """))
                .containsExactlyInAnyOrder(
                        "compose.yaml:1:18 there is no key drivr here; did you mean driver",
                        "compose.yaml:2:20 there is no key internl here; did you mean internal",
                        "compose.yaml:2:52 there is no key subnt here; did you mean subnet",
                        "compose.yaml:3:21 this takes a text",
                        "compose.yaml:3:29 this takes keys and values",
                        "compose.yaml:4:15 there is no key contents here; did you mean content",
                        "compose.yaml:5:13 the key model is missing here",
                        "compose.yaml:6:10 this takes a text");
    }

    @Test
    void a_value_with_a_variable_may_become_any_value() {
        assertThat(problems("oom_score_adj: ${X}\nuse_api_socket: ${Y}\ncgroup: ${Z}")).isEmpty();
    }

    @Test
    void a_variable_with_a_value_is_checked_like_what_it_stands_for() {
        assertThat(problems("cgroup: ${Z:-guest}"))
                .containsExactly("compose.yaml:4:13 this takes host, private");
        assertThat(problems("hostname: ${Z:-1}\nuse_api_socket: ${Z:-true}")).isEmpty();
    }

    @Test
    void a_variable_makes_no_list() {
        assertThat(problems("cap_add: ${X}"))
                .containsExactly("compose.yaml:4:14 this takes a list");
    }

    @Test
    void one_place_has_one_problem() {
        assertThat(problems("privileged: [maybe]")).hasSize(1);
    }

    @Test
    void long_numbers_cost_no_time() {
        assertThat(problems("oom_score_adj: 1e999999999")).hasSize(1);
        assertThat(problems("oom_score_adj: " + "9".repeat(100_000))).hasSize(1);
    }

    @Test
    void a_table_names_only_tables_that_there_are() {
        assertThatThrownBy(() -> Structure.parse("project\n  a nowhere\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no table nowhere");
    }

    @Test
    void tables_are_read_with_all_their_marks() {
        Structure structure =
                Structure.parse(
                        "# a comment\n\nproject\n  a! string=x|y [whole::9,null]! other\n  /^x-/"
                                + " any\n\nother\n  *\n");
        Shape.Table table = structure.table("project");
        assertThat(table.keys().values())
                .singleElement()
                .satisfies(key -> assertThat(key.required()).isTrue())
                .satisfies(key -> assertThat(key.shapes()).hasSize(3));
        assertThat(table.forms()).hasSize(1);
        assertThat(table.open()).isFalse();
        assertThat(structure.table("other").open()).isTrue();
    }
}
