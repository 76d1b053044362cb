package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerSetting;
import java.util.List;
import org.junit.jupiter.api.Test;

class InclusionTest {
    private final ComposeTree tree = new ComposeTree();

    private ComposeTree including(String include) {
        return tree.with("compose.yaml", "include: " + include + "\nservices: {web: {image: x}}\n");
    }

    @Test
    void several_paths_are_one_project_with_later_ones_over_earlier_ones() {
        tree.with("db/a.yaml", "services: {db: {image: a, user: u}}")
                .with("db/b.yaml", "services: {db: {image: b}}");
        ContainerFacts db = including("[{path: [db/a.yaml, db/b.yaml]}]").service("db");
        assertThat(db.get(ContainerSetting.IMAGE).orElse("")).isEqualTo("b");
        assertThat(db.get(ContainerSetting.USER).orElse("")).isEqualTo("u");
        assertThat(tree.problems()).isEmpty();
    }

    @Test
    void paths_are_those_of_the_folder_of_the_file() {
        tree.with("db/db.env", "A=1\n")
                .with(
                        "db/compose.yaml",
                        "services: {db: {image: a, volumes: ['./d:/d'], env_file: db.env}}");
        ContainerFacts db = including("[db/compose.yaml]").service("db");
        assertThat(db.get(ContainerSetting.MOUNTS).orElse(List.of()))
                .extracting(ContainerMount::source)
                .containsExactly("db/d");
        assertThat(ComposeTree.values(db.get(ContainerSetting.ENVIRONMENT))).containsExactly("A=1");
    }

    @Test
    void a_project_directory_moves_its_paths() {
        tree.with("db/compose.yaml", "services: {db: {image: a, volumes: ['./d:/d']}}");
        ContainerFacts db =
                including("[{path: db/compose.yaml, project_directory: other}]").service("db");
        assertThat(db.get(ContainerSetting.MOUNTS).orElse(List.of()))
                .extracting(ContainerMount::source)
                .containsExactly("other/d");
    }

    @Test
    void its_own_variables_hold_below_those_of_the_project() {
        tree.with("db/.env", "TAG=own\nUSER_ID=7\n")
                .with(".env", "TAG=around\n")
                .with("db/compose.yaml", "services: {db: {image: 'a:$TAG', user: '$USER_ID'}}");
        ContainerFacts db = including("[db/compose.yaml]").service("db");
        assertThat(db.get(ContainerSetting.IMAGE).orElse("")).isEqualTo("a:around");
        assertThat(db.get(ContainerSetting.USER).orElse("")).isEqualTo("7");
    }

    @Test
    void files_of_variables_are_those_that_are_named() {
        tree.with("db/.env", "TAG=unused\n")
                .with("one.env", "TAG=1\n")
                .with("two.env", "TAG=2\n")
                .with("db/compose.yaml", "services: {db: {image: 'a:$TAG'}}");
        assertThat(
                        including("[{path: db/compose.yaml, env_file: [one.env, two.env]}]")
                                .service("db")
                                .get(ContainerSetting.IMAGE)
                                .orElse(""))
                .isEqualTo("a:2");
        assertThat(including("[{path: db/compose.yaml, env_file: gone.env}]").needs())
                .containsExactly("compose.yaml:1:45 env_file: gone.env is not in the tree");
    }

    @Test
    void inclusions_of_inclusions_are_followed() {
        tree.with("a/compose.yaml", "include: [../b/compose.yaml]")
                .with("b/compose.yaml", "services: {db: {image: a, volumes: ['./d:/d']}}");
        ContainerFacts db = including("[a/compose.yaml]").service("db");
        assertThat(db.get(ContainerSetting.MOUNTS).orElse(List.of()))
                .extracting(ContainerMount::source)
                .containsExactly("b/d");
    }

    @Test
    void a_circle_is_told_and_ends() {
        tree.with("a.yaml", "include: [b.yaml]\nservices: {a: {image: a}}")
                .with("b.yaml", "include: [a.yaml]\nservices: {b: {image: b}}");
        including("[a.yaml]");
        assertThat(tree.problems())
                .containsExactly("b.yaml:1:11 include goes round in a circle at a.yaml");
        assertThat(tree.service("b").get(ContainerSetting.IMAGE).orElse("")).isEqualTo("b");
        including("[compose.yaml]");
        assertThat(tree.problems())
                .containsExactly(
                        "compose.yaml:1:11 include goes round in a circle at compose.yaml");
    }

    @Test
    void doubling_inclusions_end_somewhere() {
        for (int i = 0; i < 30; i++) {
            tree.with(
                    "f%d.yaml".formatted(i),
                    "include: [f%d.yaml, f%d.yaml]".formatted(i + 1, i + 1));
        }
        tree.with("f30.yaml", "services: {z: {image: z}}");
        assertThat(including("[f0.yaml]").problems())
                .anyMatch(text -> text.contains("more than 200 files"));
    }

    @Test
    void one_name_for_two_things_is_told() {
        tree.with("a.yaml", "services: {web: {image: other}}\nnetworks: {n: {internal: true}}");
        tree.with(
                "compose.yaml",
                """
                include: [a.yaml]
                services: {web: {image: x}}
                networks: {n: {internal: true}}
                """);
        assertThat(tree.problems())
                .containsExactly(
                        "compose.yaml:2:12 web stands in a.yaml:1:12 too, which is included");
    }

    @Test
    void a_bad_file_hides_no_other() {
        tree.with("bad.yaml", "a: [\n").with("good.yaml", "services: {db: {image: a}}");
        including("[bad.yaml, gone.yaml, good.yaml]");
        assertThat(tree.service("db").get(ContainerSetting.IMAGE).isPresent()).isTrue();
        assertThat(tree.problems())
                .hasSize(2)
                .anyMatch(text -> text.startsWith("bad.yaml:2:1 no YAML"))
                .contains("compose.yaml:1:21 include: gone.yaml is no file of the tree");
    }

    @Test
    void what_comes_from_elsewhere_is_said_not_fetched() {
        assertThat(
                        including(
                                        "['https://example.com/x.git', 'oci://r/x', '${X}/c.yaml',"
                                                + " 'git@h:x']")
                                .needs())
                .hasSize(4)
                .contains(
                        "compose.yaml:1:11 include: https://example.com/x.git comes from elsewhere,"
                                + " not judged");
        assertThat(tree.problems()).isEmpty();
    }

    @Test
    void an_inclusion_of_no_form_is_told() {
        assertThat(including("[{pth: a.yaml}]").problems())
                .containsExactly("compose.yaml:1:12 there is no key pth here; did you mean path");
        assertThat(including("a.yaml").problems()).contains("compose.yaml:1:10 this takes a list");
    }

    @Test
    void services_behind_profiles_are_judged_like_others() {
        tree.with(
                "compose.yaml",
                "services:\n  web: {image: x}\n  debug: {image: y, profiles: [debug], privileged:"
                        + " true}\n");
        assertThat(tree.service("debug").get(ContainerSetting.PRIVILEGED).orElse(false)).isTrue();
        assertThat(tree.project().services().getLast().profiles()).containsExactly("debug");
        assertThat(tree.problems()).isEmpty();
    }
}
