package io.jsec.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CiLineTest {
    private static final String BAD = "FROM debian:12.5\nUSER root\n";

    @TempDir Path folder = Path.of("/");

    private record Run(int exit, String out, String err) {}

    private Run run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CiEnvironment environment =
                new CiEnvironment(
                        Map.of("COLUMNS", "80"),
                        folder,
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC),
                        false);
        int exit = new CiLine(environment).run(words);
        return new Run(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void help_lists_the_verbs_that_were_not_typed_too() {
        assertThat(run("policy", "--help").out()).contains("check", "rules", "test", "init");
        assertThat(run("audit", "--help").out()).contains("diff");
        assertThat(run("policy").err()).contains("check", "rules", "test", "init");
    }

    @Test
    void an_unknown_verb_is_refused_beside_the_known_ones() {
        Run run = run("policy", "chek");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).startsWith("jsec policy refused: ").contains("chek");
    }

    @Test
    void findings_exit_with_1_and_a_clean_tree_with_0() throws IOException {
        file("Dockerfile", BAD);
        assertThat(run("policy", "check").exit()).isEqualTo(1);
        file("Dockerfile", "FROM debian:12.5\nUSER app\n");
        assertThat(run("policy", "check").exit()).isZero();
    }

    @Test
    void the_threshold_decides_and_the_configuration_may_set_it() throws IOException {
        file("Dockerfile", BAD);
        assertThat(run("policy", "check", "--fail-on", "critical").exit()).isZero();
        file(".jsec.yaml", "fail-on: critical\n");
        assertThat(run("policy", "check").exit()).isZero();
        assertThat(run("policy", "check", "--fail-on", "high").exit()).isEqualTo(1);
    }

    @Test
    void options_may_stand_behind_paths() throws IOException {
        file("Dockerfile", BAD);
        Run run = run("policy", "check", "Dockerfile", "--format", "json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("\"schema\" : \"jsec.audit/1\"");
    }

    @Test
    void compose_files_are_judged_as_one_project() throws IOException {
        file("Dockerfile", BAD);
        file("base.yaml", "services: {web: {image: 'nginx:1.27.0', privileged: true}}\n");
        file("prod.yaml", "services: {web: {privileged: !reset null}}\n");
        Run alone = run("policy", "check", "--compose", "base.yaml", "--fail-on", "critical");
        assertThat(alone.exit()).isEqualTo(1);
        assertThat(alone.out()).contains("JSEC-C-502").doesNotContain("Dockerfile");
        Run both =
                run(
                        "policy",
                        "check",
                        "--compose",
                        "base.yaml",
                        "--compose=prod.yaml",
                        "--fail-on",
                        "critical");
        assertThat(both.exit()).isZero();
        assertThat(run("policy", "check", "--compose", "gone.yaml").exit()).isEqualTo(3);
    }

    @Test
    void what_a_project_needs_is_said_and_fails_nothing() throws IOException {
        file(
                "compose.yaml",
                "services: {web: {image: 'nginx:${TAG:?say which nginx}', user: '1'}}\n");
        Run run = run("policy", "check", "--fail-on", "high");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("JSEC-P-004").contains("say which nginx");
    }

    @Test
    void reports_are_written_to_files_too() throws IOException {
        file("Dockerfile", BAD);
        Run run = run("policy", "check", "--output", "sarif=a.sarif", "--output", "junit=b.xml");
        assertThat(run.out()).contains("JSEC-D-001");
        assertThat(folder.resolve("a.sarif")).content().contains("\"version\" : \"2.1.0\"");
        assertThat(folder.resolve("b.xml")).content().contains("<testsuites");
    }

    @Test
    void a_report_that_cannot_be_written_is_not_evaluated() throws IOException {
        file("Dockerfile", "FROM debian:12.5\nUSER app\n");
        Run run = run("policy", "check", "--output", "json=missing/x.json");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be written");
    }

    @Test
    void mistakes_on_the_command_line_are_one_sentence_and_exit_with_3() {
        String[][] lines = {
            {"policy", "chek"},
            {"policy", "check", "--nothing"},
            {"policy", "check", "--format", "pdf"},
            {"policy", "check", "--output", "sarif"},
            {"policy", "check", "--output", "pdf=x"},
            {"policy", "check", "--fail-on", "worst"},
            {"policy", "check", "--profile", "lax"},
            {"policy", "check", "missing"},
            {"policy", "check", "--changed-since", "HEAD"},
            {"policy", "rules", "--explain", "JSEC-D-999"},
            {"policy", "rules", "--format", "pdf"},
        };
        for (String[] line : lines) {
            Run run = run(line);
            assertThat(run.exit()).as(String.join(" ", line)).isEqualTo(3);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().strip()).doesNotContain("\n").contains("refused", "Instead: ");
        }
    }

    @Test
    void a_verb_without_more_prints_its_words() {
        Run run = run("policy");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("check", "rules", "init");
    }

    @Test
    void help_is_printed_where_it_was_asked_for() {
        Run run = run("policy", "check", "--help");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("--changed-since", "--locked-policy", "Exit codes");
    }

    @Test
    void rules_are_listed_and_explained() {
        assertThat(run("policy", "rules").out().lines()).hasSizeGreaterThan(150);
        assertThat(run("policy", "rules", "--explain", "JSEC-C-501").out())
                .contains("critical", "Why:", "Fix:", "5.32");
        assertThat(run("policy", "rules", "--format", "json").out())
                .contains("\"schema\" : \"jsec.rules/1\"");
    }

    @Test
    void a_legacy_tree_is_green_on_the_first_day_and_red_on_the_next_finding() throws IOException {
        file("Dockerfile", BAD);
        assertThat(run("policy", "init", "--baseline").out())
                .contains("written: .jsec.yaml", "findings are in the baseline");
        assertThat(run("policy", "check").exit()).isZero();
        file("new/Dockerfile", BAD);
        assertThat(run("policy", "check").exit()).isEqualTo(1);
    }

    @Test
    void nothing_is_written_but_what_was_asked_for() throws IOException {
        file("Dockerfile", BAD);
        file("compose.yaml", "services: {web: {image: 'nginx:1.27'}}");
        run("policy", "check");
        try (var files = Files.walk(folder)) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("Dockerfile", "compose.yaml");
        }
    }
}
