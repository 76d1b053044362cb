package io.jsec.ci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of users, as their users meet them. */
class UserRulesTest {
    private static final String RULE =
            """
            rules:
              - id: ACME-D-001
                kind: dockerfile
                severity: high
                title: The image is not built on ours
                why: Only our base images get updates.
                fix: Start from base.acme.example.
                deny: '!dockerfile.base.startsWith("base.acme.example/")'
                message: '"the base is " + dockerfile.base'
            """;

    @TempDir Path folder = Path.of("/");

    private record Run(int exit, String out, String err) {}

    private Run run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CiEnvironment environment =
                new CiEnvironment(
                        Map.of("COLUMNS", "80", "XDG_CACHE_HOME", folder + "/cache"),
                        folder.resolve("tree"),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC),
                        false);
        int exit = new CiLine(environment).run(words);
        return new Run(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    private void file(String name, String text) throws IOException {
        Path path = folder.resolve("tree").resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @BeforeEach
    void aTree() throws IOException {
        file("Dockerfile", "FROM debian:12.5\nUSER app\n");
        file(".jsec/rules/acme.yaml", RULE);
    }

    @Test
    void a_check_judges_by_the_rules_of_the_tree() {
        Run run = run("policy", "check", "--fail-on", "high");
        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("ACME-D-001", "the base is debian:12.5");
    }

    @Test
    void compiled_rules_are_kept_for_the_next_run() throws IOException {
        run("policy", "check");
        assertThat(folder.resolve("cache/jsec/rules")).isNotEmptyDirectory();
        assertThat(run("policy", "check").out()).contains("ACME-D-001");
    }

    @Test
    void a_broken_rule_is_told_with_its_place_and_hides_nothing() throws IOException {
        file(".jsec/rules/broken.yaml", RULE.replace("dockerfile.base", "dockerfile.bse"));
        Run run = run("policy", "check");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains(".jsec/rules/broken.yaml:8:23", "undefined field 'bse'", "ACME-D-001");
    }

    @Test
    void a_locked_policy_has_its_own_rules() throws IOException {
        file("../central/jsec.yaml", "profile: standard\n");
        Run none = run("policy", "check", "--locked-policy", "../central/jsec.yaml");
        assertThat(none.out()).doesNotContain("ACME-D-001");
        file("../central/rules/x.yaml", RULE.replace("ACME-D-001", "ACME-D-002"));
        Run own = run("policy", "check", "--locked-policy", "../central/jsec.yaml");
        assertThat(own.out()).contains("ACME-D-002").doesNotContain("ACME-D-001");
    }

    @Test
    void rules_are_not_read_through_links() throws IOException {
        Files.move(folder.resolve("tree/.jsec/rules"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("tree/.jsec/rules"), folder.resolve("elsewhere"));
        Run run = run("policy", "check");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains(".jsec/rules", "symbolic link");
    }

    @Test
    void rules_of_the_tree_are_listed_and_explained() {
        assertThat(run("policy", "rules").out()).contains("ACME-D-001");
        assertThat(run("policy", "rules", "--explain", "ACME-D-001").out())
                .contains("Only our base images get updates");
    }

    @Test
    void fixtures_beside_the_rules_are_judged() throws IOException {
        file(".jsec/rules/fixtures/ACME-D-001/fail.dockerfile", "FROM debian:12.5\n");
        file(
                ".jsec/rules/fixtures/ACME-D-001/pass.dockerfile",
                "ARG B=base.acme.example\nFROM ${B}/java:21\n");
        Run run = run("policy", "test");
        assertThat(run.out()).contains("ok     ACME-D-001 fail.dockerfile: the base is debian");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
    }

    @Test
    void a_fixture_that_is_not_as_its_name_says_fails() throws IOException {
        file(".jsec/rules/fixtures/ACME-D-001/fail.dockerfile", "FROM debian:12.5\n");
        file(".jsec/rules/fixtures/ACME-D-001/pass.dockerfile", "FROM debian:12.5\n");
        file(".jsec/rules/fixtures/ACME-D-001/near.toml", "");
        file(".jsec/rules/fixtures/ACME-D-001/near.daemon.json", "{}");
        Run run = run("policy", "test");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "FAILED ACME-D-001 pass.dockerfile",
                        "FAILED ACME-D-001 near.toml: a fixture's name ends with",
                        "FAILED ACME-D-001 near.daemon.json: it holds nothing",
                        "1 rules, 4 fixtures, 3 failed");
    }

    @Test
    void a_rule_without_fixtures_is_not_tested() {
        Run run = run("policy", "test");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("there is no fixture fail", "there is no fixture pass");
    }

    @Test
    void a_folder_that_is_not_there_is_refused() {
        Run run = run("policy", "test", "nowhere");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("nowhere refused: there is no such folder");
    }

    @Test
    void an_audit_takes_rules_that_are_named() throws IOException {
        file(
                "web.json",
                "[{\"Name\": \"/web\", \"HostConfig\": {}, \"Config\": {\"Image\": \"x:1\"}}]");
        file(
                "own.yaml",
                RULE.replace("dockerfile.base", "container.image")
                        .replace("kind: dockerfile", "kind: container"));
        Run run = run("audit", "--inspect", "web.json", "--rules", "own.yaml");
        assertThat(run.out()).contains("ACME-D-001", "the base is x:1");
        assertThat(run.exit()).isEqualTo(1);
    }
}
