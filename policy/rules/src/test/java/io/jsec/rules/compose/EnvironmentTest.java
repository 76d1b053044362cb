package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static List<String> environment(ComposeTree tree) {
        return ComposeTree.values(tree.service("web").get(ContainerSetting.ENVIRONMENT));
    }

    @Test
    void a_file_is_part_of_the_environment() {
        ComposeTree tree = ComposeTree.web("image: a\nenv_file: a.env").with("a.env", "A=1\nB=2\n");
        assertThat(environment(tree)).containsExactly("A=1", "B=2");
        assertThat(tree.needs()).isEmpty();
    }

    @Test
    void a_value_of_a_file_stands_in_the_file() {
        ComposeTree tree =
                ComposeTree.web("image: a\nenv_file: [conf/a.env]").with("conf/a.env", "\nA=1\n");
        List<Located<String>> all =
                tree.service("web").get(ContainerSetting.ENVIRONMENT).orElse(List.of());
        assertThat(all.getFirst().at().toString()).isEqualTo("conf/a.env:2:1");
    }

    @Test
    void later_files_win_and_the_environment_wins_over_all() {
        ComposeTree tree =
                ComposeTree.web("image: a\nenv_file: [a.env, {path: b.env}]\nenvironment: {C: e}")
                        .with("a.env", "A=a\nB=a\nC=a\n")
                        .with("b.env", "B=b\nC=b\n");
        assertThat(environment(tree)).containsExactly("A=a", "B=b", "C=e");
    }

    @Test
    void a_missing_file_is_needed_unless_it_may_be_absent() {
        ComposeTree tree =
                ComposeTree.web(
                        """
                        image: a
                        env_file:
                          - gone.env
                          - {path: also.env}
                          - {path: maybe.env, required: false}
                          - {path: no.env, required: "no"}
                        """);
        assertThat(tree.needs())
                .containsExactly(
                        "compose.yaml:5:9 env_file: gone.env is not in the tree",
                        "compose.yaml:6:16 env_file: also.env is not in the tree");
        assertThat(tree.problems()).isEmpty();
    }

    @Test
    void a_file_outside_the_tree_is_not_read() {
        ComposeTree tree =
                ComposeTree.web("image: a\nenv_file: [../x.env, /etc/x.env]")
                        .with("../x.env", "A=1")
                        .with("/etc/x.env", "A=1");
        assertThat(environment(tree)).isEmpty();
        assertThat(tree.needs()).hasSize(2);
    }

    @Test
    void a_raw_file_keeps_its_quotes() {
        ComposeTree tree =
                ComposeTree.web("image: a\nenv_file: [{path: a.env, format: raw}]")
                        .with("a.env", "A='$X'\n");
        assertThat(environment(tree)).containsExactly("A='$X'");
    }

    @Test
    void variables_in_a_file_are_those_of_the_project() {
        ComposeTree tree =
                ComposeTree.web("image: a\nenv_file: a.env")
                        .with(".env", "HOST=db\n")
                        .with("a.env", "URL=http://${HOST}/\n");
        assertThat(environment(tree)).containsExactly("URL=http://db/");
    }

    @Test
    void a_name_alone_takes_the_value_of_the_project() {
        ComposeTree tree = ComposeTree.web("image: a\nenvironment: [A, B]").with(".env", "A=1\n");
        assertThat(environment(tree)).containsExactly("A=1", "B");
    }

    @Test
    void a_name_alone_without_a_value_takes_one_of_a_file_away() {
        ComposeTree tree =
                ComposeTree.web("image: a\nenv_file: a.env\nenvironment: {A: }")
                        .with("a.env", "A=1\n");
        assertThat(environment(tree)).containsExactly("A");
    }

    @Test
    void a_path_with_an_open_variable_is_not_judged() {
        ComposeTree tree = ComposeTree.web("image: a\nenv_file: ${WHERE}/a.env");
        assertThat(tree.needs())
                .containsExactly(
                        "compose.yaml:4:15 env_file: ${WHERE}/a.env hangs on a variable, not"
                                + " judged");
    }

    @Test
    void a_file_that_cannot_be_read_is_told_and_hides_nothing() {
        ComposeTree tree =
                ComposeTree.web("image: a\nenv_file: [bad.env, a.env]")
                        .with("bad.env", "")
                        .with("a.env", "A=1\n");
        assertThat(environment(tree)).containsExactly("A=1");
        assertThat(tree.problems())
                .containsExactly(
                        "compose.yaml:4:16 env_file: bad.env: cannot be read: input/output error");
    }

    @Test
    void without_either_there_is_no_environment() {
        assertThat(ComposeTree.web("image: a").service("web").get(ContainerSetting.ENVIRONMENT))
                .isInstanceOf(Fact.Absent.class);
    }

    @Test
    void the_project_sees_the_same_variables() {
        ComposeTree tree = ComposeTree.web("image: a\nenv_file: a.env").with("a.env", "A=1\n");
        assertThat(tree.project().services().getFirst().environment())
                .singleElement()
                .satisfies(each -> assertThat(each.value()).isEqualTo("A=1"));
    }
}
