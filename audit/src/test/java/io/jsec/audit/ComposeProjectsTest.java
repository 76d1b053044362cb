package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.Finding;
import io.jsec.rules.Severity;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeProjectsTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
    private static final String BASE =
            "services:\n  web:\n    image: nginx:1.27.0\n    privileged: true\n";
    private static final String CURED = "services:\n  web:\n    privileged: !reset null\n";
    private static final String PRIVILEGED = "JSEC-C-502";

    @TempDir Path folder = Path.of("/");
    private Tree tree = new Tree(Path.of("/"));

    @BeforeEach
    void aFolder() {
        tree = new Tree(folder);
    }

    private AuditResult run(List<String> compose, String... paths) {
        PolicyCheck.Request request =
                new PolicyCheck.Request(
                        folder,
                        List.of(paths),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        compose);
        return PolicyCheck.run(request, Catalogue.rules(), CLOCK, "1").result();
    }

    private AuditResult run() {
        return run(List.of());
    }

    private static Stream<String> failed(AuditResult result, String id) {
        return result.in(Finding.State.FAIL).stream()
                .filter(finding -> finding.card().id().equals(id))
                .map(finding -> finding.target().name());
    }

    private static List<String> projects(AuditResult result) {
        return result.targets().stream()
                .map(target -> target.name())
                .filter(name -> !name.contains("/services/"))
                .toList();
    }

    @Test
    void a_file_is_a_project_by_itself() {
        tree.with("compose.yaml", BASE).with("compose.prod.yaml", CURED);
        AuditResult result = run();
        assertThat(failed(result, PRIVILEGED)).containsExactly("compose.yaml/services/web");
        assertThat(projects(result)).containsExactlyInAnyOrder("compose.yaml", "compose.prod.yaml");
    }

    @Test
    void a_configuration_lists_files_that_are_one_project() {
        tree.with(".jsec.yaml", "compose: [[compose.yaml, compose.prod.yaml]]")
                .with("compose.yaml", BASE)
                .with("compose.prod.yaml", CURED);
        AuditResult result = run();
        assertThat(failed(result, PRIVILEGED)).isEmpty();
        assertThat(projects(result)).containsExactly("compose.yaml");
    }

    @Test
    void projects_that_begin_with_the_same_file_are_told_apart() {
        tree.with(".jsec.yaml", "compose: [[compose.yaml], [compose.yaml, compose.prod.yaml]]")
                .with("compose.yaml", BASE)
                .with("compose.prod.yaml", CURED);
        AuditResult result = run();
        assertThat(failed(result, PRIVILEGED)).containsExactly("compose.yaml/services/web");
        assertThat(projects(result))
                .containsExactlyInAnyOrder("compose.yaml", "compose.yaml+compose.prod.yaml");
    }

    @Test
    void a_nested_configuration_lists_files_of_its_folder() {
        tree.with("a/.jsec.yaml", "compose: [[base.compose.yaml, compose.yaml]]")
                .with("a/base.compose.yaml", BASE)
                .with("a/compose.yaml", CURED);
        assertThat(failed(run(), PRIVILEGED)).isEmpty();
    }

    @Test
    void one_further_up_lists_files_of_a_folder_with_its_own() {
        tree.with(".jsec.yaml", "compose: [[a/compose.yaml, a/compose.x.yaml]]")
                .with("a/.jsec.yaml", "{}")
                .with("a/compose.yaml", BASE)
                .with("a/compose.x.yaml", CURED);
        assertThat(failed(run(), PRIVILEGED)).isEmpty();
    }

    @Test
    void a_list_with_a_missing_file_is_told() {
        tree.with(".jsec.yaml", "compose: [[compose.yaml, gone.yaml]]").with("compose.yaml", BASE);
        AuditResult result = run();
        assertThat(result.unreadable())
                .singleElement()
                .satisfies(each -> assertThat(each.at().path()).isEqualTo("gone.yaml"));
        assertThat(result.exit(Severity.CRITICAL, false)).isEqualTo(2);
    }

    @Test
    void the_command_line_names_a_project() {
        tree.with("compose.yaml", BASE).with("deploy/prod.yaml", CURED).with("Dockerfile", "FROM");
        AuditResult result = run(List.of("compose.yaml", "deploy/prod.yaml"));
        assertThat(failed(result, PRIVILEGED)).isEmpty();
        assertThat(projects(result)).containsExactly("compose.yaml");
    }

    @Test
    void the_command_line_wins_over_lists_and_override_files() {
        tree.with(".jsec.yaml", "compose: [[compose.yaml, compose.prod.yaml]]")
                .with("compose.yaml", BASE)
                .with("compose.override.yaml", CURED)
                .with("compose.prod.yaml", CURED);
        AuditResult result = run(List.of("compose.yaml"));
        assertThat(failed(result, PRIVILEGED)).containsExactly("compose.yaml/services/web");
    }

    @Test
    void paths_are_judged_beside_a_project() {
        tree.with("compose.yaml", BASE).with("a/Dockerfile", "FROM debian:12.5\nUSER root\n");
        AuditResult result = run(List.of("compose.yaml"), "a");
        assertThat(projects(result)).containsExactly("compose.yaml", "a/Dockerfile");
    }

    @Test
    void a_project_of_the_command_line_lies_in_the_tree() {
        tree.with("compose.yaml", BASE);
        assertThatThrownBy(() -> run(List.of("compose.yaml", "gone.yaml")))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("gone.yaml refused: there is no such file");
        assertThatThrownBy(() -> run(List.of("../compose.yaml")))
                .hasMessageContaining("lies outside");
    }

    @Test
    void an_override_file_is_read_with_what_it_overrides_whatever_its_end() {
        tree.with("docker-compose.yml", BASE).with("docker-compose.override.yaml", CURED);
        AuditResult result = run();
        assertThat(failed(result, PRIVILEGED)).isEmpty();
        assertThat(projects(result)).containsExactly("docker-compose.yml");
    }

    @Test
    void an_override_file_that_overrides_nothing_is_a_project() {
        tree.with("compose.override.yaml", BASE).with("my-compose.yaml", BASE);
        assertThat(failed(run(), PRIVILEGED)).containsExactly("compose.override.yaml/services/web");
    }

    @Test
    void a_base_that_is_left_out_is_read_with_its_override() {
        tree.with(".jsec.yaml", "exclude: [compose.yaml]")
                .with("compose.yaml", "services: {web: {image: nginx:1.27.0}}")
                .with("compose.override.yaml", "services: {web: {privileged: true}}");
        assertThat(failed(run(), PRIVILEGED)).hasSize(1);
    }

    @Test
    void a_comment_in_a_later_file_waives_what_stands_there() {
        tree.with("compose.yaml", "services:\n  web:\n    image: nginx:1.27.0\n")
                .with(
                        "compose.override.yaml",
                        "services:\n  web:\n    # jsec:ignore JSEC-C-502 until=2027-01-01"
                                + " reason=it is a test\n    privileged: true\n");
        assertThat(failed(run(), PRIVILEGED)).isEmpty();
    }

    @Test
    void a_secret_in_a_file_of_the_environment_is_found_there() {
        tree.with("compose.yaml", "services: {web: {image: nginx:1.27.0, env_file: conf/a.env}}")
                .with(
                        "conf/a.env",
                        "OK=1\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENGbPxRfiCYzzK1\n");
        List<Finding> found =
                run().in(Finding.State.FAIL).stream()
                        .filter(finding -> finding.card().id().equals("JSEC-C-531"))
                        .toList();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().evidence().getFirst().at().toString())
                .isEqualTo("conf/a.env:2:1");
    }

    @Test
    void what_is_missing_is_said_and_fails_nothing() {
        tree.with("compose.yaml", "services: {web: {image: 'x:${T:?say}', env_file: gone.env}}");
        AuditResult result = run();
        assertThat(failed(result, "JSEC-P-004")).containsExactly("compose.yaml", "compose.yaml");
        assertThat(failed(result, "JSEC-P-002")).isEmpty();
    }

    @Test
    void a_huge_file_hides_no_other() throws IOException {
        tree.with("compose.yaml", "include: [big.yaml]\n" + BASE).with("big.yaml", "");
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("big.yaml").toFile(), "rw")) {
            file.setLength(100L * 1024 * 1024);
        }
        AuditResult result = run();
        assertThat(failed(result, PRIVILEGED)).hasSize(1);
        assertThat(failed(result, "JSEC-P-002")).containsExactly("compose.yaml");
    }
}
