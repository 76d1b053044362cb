package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.read.Node;
import io.jsec.rules.read.YamlReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebaseTest {
    private static Node yaml(String text) {
        return YamlReader.read("f", text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{build: .} | {build: ./base}",
                "{build: src} | {build: ./base/src}",
                "{build: {context: ../x}} | {build: {context: ./x}}",
                "{build: {context: ../../x}} | {build: {context: ../x}}",
                "{build: {dockerfile: d}} | {build: {dockerfile: d}}",
                "{build: 'https://h/r.git'} | {build: 'https://h/r.git'}",
                "{build: 'git@h:r'} | {build: 'git@h:r'}",
                "{build: github.com/a/b} | {build: github.com/a/b}",
                "{build: /abs} | {build: /abs}",
                "{build: '${X}/y'} | {build: '${X}/y'}",
                "{build: {additional_contexts: [a=x, 'b=service:c']}} | {build:"
                        + " {additional_contexts: [a=./base/x, 'b=service:c']}}",
                "{build: {additional_contexts: {a: x}}} | {build: {additional_contexts: {a:"
                        + " ./base/x}}}",
                "{env_file: a.env} | {env_file: ./base/a.env}",
                "{env_file: [a.env, {path: b.env, required: false}]} | {env_file: [./base/a.env,"
                        + " {path: ./base/b.env, required: false}]}",
                "{label_file: [a]} | {label_file: [./base/a]}",
                "{volumes: ['./a:/a:ro', 'b:/b', '/c:/c', '~/d:/d', /e]} | {volumes:"
                        + " ['./base/a:/a:ro', 'b:/b', '/c:/c', '~/d:/d', /e]}",
                "{volumes: [{type: bind, source: a, target: b}]} | {volumes: [{type: bind, source:"
                        + " ./base/a, target: b}]}",
                "{volumes: [{type: volume, source: a, target: b}]} | {volumes: [{type: volume,"
                        + " source: a, target: b}]}",
                "{credential_spec: {file: a}} | {credential_spec: {file: ./base/a}}",
                "{develop: {watch: [{path: a, action: sync}]}} | {develop: {watch: [{path:"
                        + " ./base/a, action: sync}]}}",
                "{image: ./a, command: [./b]} | {image: ./a, command: [./b]}",
                "{build: , env_file: , volumes: } | {build: , env_file: , volumes: }",
                "{build: [a], volumes: 1, env_file: {a: b}} | {build: [a], volumes: 1, env_file:"
                        + " {a: b}}",
            })
    void relative_paths_are_written_for_the_other_folder(String service, String result) {
        Node moved = Rebase.service(yaml(service.strip()), "base");
        assertThat(ListItems.isSame(moved, yaml(result.strip()))).as("%s", moved).isTrue();
    }

    @Test
    void a_project_has_files_beside_its_services() {
        Node moved =
                Rebase.project(
                        yaml(
                                "{services: {a: {build: .}}, secrets: {s: {file: x}, t: {name: y}},"
                                        + " configs: {c: {file: ../z}}, volumes: {v: {name: w}}}"),
                        "up/base");
        assertThat(
                        ListItems.isSame(
                                moved,
                                yaml(
                                        "{services: {a: {build: ./up/base}}, secrets: {s: {file:"
                                                + " ./up/base/x}, t: {name: y}}, configs: {c:"
                                                + " {file: ./up/z}}, volumes: {v: {name: w}}}")))
                .as("%s", moved)
                .isTrue();
    }

    @Test
    void within_one_folder_nothing_moves() {
        Node node = yaml("{services: {a: {build: .}}}");
        assertThat(Rebase.project(node, "")).isSameAs(node);
        assertThat(Rebase.service(node, "")).isSameAs(node);
    }

    @Test
    void a_moved_path_keeps_its_place_and_its_marks() {
        Node moved = Rebase.service(yaml("build: !override ./x"), "base");
        Node build = moved.find("build").orElseThrow();
        assertThat(build.tag()).isEqualTo("!override");
        assertThat(build.at().toString()).isEqualTo("f:1:8");
    }
}
