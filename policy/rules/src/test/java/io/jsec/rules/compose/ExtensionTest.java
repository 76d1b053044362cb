package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerSetting;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtensionTest {
    private final ComposeTree tree = new ComposeTree();

    private ContainerFacts web(String extension) {
        tree.with("compose.yaml", "services:\n  web:\n    extends: " + extension + "\n");
        return tree.service("web");
    }

    @Test
    void paths_are_those_of_the_file_that_is_extended() {
        tree.with("base/a.env", "A=base\n")
                .with("a.env", "A=top\n")
                .with(
                        "base/common.yaml",
                        """
                        services:
                          app:
                            build: {context: ./src, additional_contexts: [x=../x, y=oci://y]}
                            env_file: a.env
                            volumes:
                              - ./data:/data:ro
                              - ../up:/up
                              - named:/named
                              - /abs:/abs
                              - {type: bind, source: ./long, target: /long}
                              - ~/home:/home
                        """);
        ContainerFacts web = web("{file: base/common.yaml, service: app}");
        assertThat(web.get(ContainerSetting.MOUNTS).orElse(List.of()))
                .extracting(ContainerMount::source)
                .containsExactly("base/data", "up", "named", "/abs", "base/long", "~/home");
        assertThat(ComposeTree.values(web.get(ContainerSetting.ENVIRONMENT)))
                .containsExactly("A=base");
        assertThat(tree.project().services().getFirst().context().orElseThrow().value())
                .isEqualTo("./base/src");
        assertThat(tree.problems()).isEmpty();
    }

    @Test
    void a_chain_of_files_is_followed_each_from_its_own_folder() {
        tree.with("a/one.yaml", "services: {app: {extends: {file: ../b/two.yaml, service: app}}}")
                .with("b/two.yaml", "services: {app: {image: x, volumes: ['./v:/v']}}");
        ContainerFacts web = web("{file: a/one.yaml, service: app}");
        assertThat(web.get(ContainerSetting.MOUNTS).orElse(List.of()))
                .extracting(ContainerMount::source)
                .containsExactly("b/v");
    }

    @Test
    void variables_are_those_of_the_project_not_of_the_other_folder() {
        tree.with(".env", "TAG=top\n")
                .with("base/.env", "TAG=base\n")
                .with("base/common.yaml", "services: {app: {image: 'x:$TAG'}}");
        assertThat(
                        web("{file: base/common.yaml, service: app}")
                                .get(ContainerSetting.IMAGE)
                                .orElse(""))
                .isEqualTo("x:top");
    }

    @Test
    void what_a_service_takes_away_is_not_brought_back_by_what_it_extends() {
        tree.with("c.yaml", "services: {app: {image: x, privileged: true, cap_add: [A]}}")
                .with(
                        "compose.yaml",
                        """
                        services:
                          web:
                            extends: {file: c.yaml, service: app}
                            privileged: !reset null
                            cap_add: !override [B]
                        """);
        ContainerFacts web = tree.service("web");
        assertThat(web.get(ContainerSetting.PRIVILEGED).isPresent()).isFalse();
        assertThat(ComposeTree.values(web.get(ContainerSetting.CAP_ADD))).containsExactly("B");
    }

    @Test
    void a_later_file_may_take_away_what_an_earlier_one_extends() {
        tree.with("c.yaml", "services: {app: {image: x, privileged: true}}")
                .with(
                        "compose.yaml",
                        "services: {web: {extends: {file: c.yaml, service: app}, init: true}}")
                .with("over.yaml", "services: {web: {privileged: !reset null}}");
        ContainerFacts web = tree.service("web", "compose.yaml", "over.yaml");
        assertThat(web.get(ContainerSetting.PRIVILEGED).isPresent()).isFalse();
        assertThat(web.get(ContainerSetting.INIT).orElse(false)).isTrue();
    }

    @Test
    void a_service_of_another_file_of_the_project_is_not_seen() {
        tree.with("compose.yaml", "services: {base: {image: x}}")
                .with("over.yaml", "services: {web: {extends: base}}");
        assertThat(tree.problems("compose.yaml", "over.yaml"))
                .containsExactly("over.yaml:1:27 extends: there is no service base in over.yaml");
    }

    @Test
    void circles_are_told_whatever_way_they_go() {
        tree.with("compose.yaml", "services: {a: {extends: a, image: x}}");
        assertThat(tree.problems())
                .containsExactly("compose.yaml:1:25 extends goes round in a circle at a");
        tree.with("compose.yaml", "services: {a: {extends: {file: b.yaml, service: b}}}")
                .with("b.yaml", "services: {b: {extends: {file: compose.yaml, service: a}}}");
        assertThat(tree.problems()).anyMatch(text -> text.contains("goes round in a circle"));
    }

    @Test
    void a_long_chain_is_no_circle_and_ends_somewhere() {
        StringBuilder text = new StringBuilder("services:\n  s0: {image: x}\n");
        for (int i = 1; i < 1_000; i++) {
            text.append("  s%d: {extends: s%d}\n".formatted(i, i - 1));
        }
        tree.with("compose.yaml", text.toString());
        assertThat(tree.problems()).isEmpty();
        assertThat(tree.service("s999").get(ContainerSetting.IMAGE).orElse("")).isEqualTo("x");
    }

    @Test
    void extends_of_no_form_is_told() {
        web("{servce: x}");
        assertThat(tree.problems())
                .containsExactlyInAnyOrder(
                        "compose.yaml:3:15 there is no key servce here; did you mean service",
                        "compose.yaml:3:14 the key service is missing here");
    }

    @Test
    void a_bad_file_that_is_extended_hides_no_other_service() {
        tree.with("bad.yaml", "services: [\n")
                .with(
                        "compose.yaml",
                        """
                        services:
                          a: {extends: {file: bad.yaml, service: x}, image: a}
                          b: {extends: {file: bad.yaml, service: y}, image: b}
                        """);
        assertThat(tree.service("b").get(ContainerSetting.IMAGE).orElse("")).isEqualTo("b");
        assertThat(tree.problems()).singleElement().asString().startsWith("bad.yaml:2:1 no YAML:");
    }

    @Test
    void a_service_that_is_extended_need_not_be_whole() {
        tree.with("c.yaml", "services: {app: , other: 1}");
        web("{file: c.yaml, service: app}");
        assertThat(tree.problems()).isEmpty();
        web("{file: c.yaml, service: other}");
        assertThat(tree.problems()).isEmpty();
    }
}
