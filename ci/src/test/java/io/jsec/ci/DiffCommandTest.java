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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
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

    @BeforeEach
    void two_reports_of_policy_check() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM debian:12.5\nUSER app\n");
        run("policy", "check", "--output", "json=good.json");
        Files.writeString(folder.resolve("Dockerfile"), "FROM debian:12.5\nUSER root\n");
        run("policy", "check", "--output", "json=bad.json");
    }

    @Test
    void what_is_new_fails() {
        Run run = run("audit", "diff", "good.json", "bad.json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).startsWith("new\n").contains("JSEC-D-001", "fix: ", "1 new, ");
    }

    @Test
    void what_is_mended_does_not() {
        Run run = run("audit", "diff", "bad.json", "good.json");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("mended\n").contains("0 new, 1 mended");
    }

    @Test
    void the_threshold_is_for_what_is_new() {
        assertThat(run("audit", "diff", "good.json", "bad.json", "--fail-on", "critical").exit())
                .isZero();
    }

    @Test
    void formats_are_for_standard_output_and_files() {
        Run run = run("audit", "diff", "good.json", "bad.json", "--output", "json=d.json");
        assertThat(run.out()).contains("1 new");
        assertThat(folder.resolve("d.json")).content().contains("\"schema\" : \"jsec.diff/1\"");
        assertThat(run("audit", "diff", "good.json", "bad.json", "--format", "markdown").out())
                .startsWith("### jsec: 1 new");
    }

    @Test
    void what_is_no_report_could_not_be_evaluated() throws IOException {
        Files.writeString(folder.resolve("rules.json"), run("policy", "rules").out());
        Files.writeString(folder.resolve("list.json"), "{\"schema\":\n \"jsec.rules/1\"}");
        Files.write(folder.resolve("bytes.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.createDirectory(folder.resolve("folder.json"));
        for (String other : new String[] {"rules", "list", "bytes", "folder", "missing"}) {
            Run run = run("audit", "diff", "good.json", other + ".json");
            assertThat(run.exit()).as(other).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().strip())
                    .doesNotContain("\n")
                    .contains(other + ".json", "Instead: ");
        }
        assertThat(run("audit", "diff", "good.json", "list.json").err())
                .contains("list.json:2:2: the file is no jsec.audit/1: it is jsec.rules/1");
    }

    @Test
    void mistakes_on_the_command_line_exit_with_3() {
        String[][] lines = {
            {"audit", "diff"},
            {"audit", "diff", "good.json"},
            {"audit", "diff", "good.json", "bad.json", "bad.json"},
            {"audit", "diff", "good.json", "bad.json", "--format", "sarif"},
            {"audit", "diff", "good.json", "bad.json", "--output", "html=x"},
            {"audit", "diff", "good.json", "bad.json", "--output", "json"},
            {"audit", "diff", "good.json", "bad.json", "--fail-on", "worst"},
        };
        for (String[] line : lines) {
            Run run = run(line);
            assertThat(run.exit()).as(String.join(" ", line)).isEqualTo(3);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("refused", "Instead: ");
        }
    }

    @Test
    void a_report_that_cannot_be_written_is_not_evaluated() {
        assertThat(run("audit", "diff", "good.json", "good.json", "--output", "json=no/x").exit())
                .isEqualTo(2);
    }

    @Test
    void help_is_printed_where_it_was_asked_for() {
        Run run = run("audit", "diff", "--help");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("OLD", "NEW", "--fail-on", "Exit codes");
    }
}
