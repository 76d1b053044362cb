package io.jsec.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsec.rules.Severity;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportDiffTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("jsec.root", ".."))
                    .resolve("audit/src/test/resources/report");
    private static final Look LOOK = new Look(80, false, Severity.MEDIUM);

    private static final String OPEN_PORT = "JSEC-C-505 high fail container/web port aaaa";
    private static final String AS_ROOT = "JSEC-C-509 medium fail container/db user bbbb";
    private static final String NO_LIMIT = "JSEC-C-511 low fail container/web memory cccc";

    /** A report of findings, each {@code RULE SEVERITY STATE TARGET MESSAGE FINGERPRINT}. */
    private static Saved report(String... findings) {
        return new Saved("2026-11-24T12:00:00Z", "0.1.0", List.of(findings), List.of(), 50);
    }

    /** What a report says, in short. */
    private record Saved(
            String time, String version, List<String> findings, List<String> broken, int score) {
        Saved without(String... targets) {
            return new Saved(time, version, findings, List.of(targets), score);
        }

        Saved of(String otherVersion, String otherTime, int otherScore) {
            return new Saved(otherTime, otherVersion, findings, broken, otherScore);
        }

        SavedReport read() {
            StringBuilder text = new StringBuilder();
            text.append("{\"schema\":\"jsec.audit/1\",\"tool\":{\"name\":\"jsec\",\"version\":\"");
            text.append(version).append("\"},\"host\":\"shop\",\"time\":\"").append(time);
            text.append("\",\"data\":{\"targets\":[");
            List<String> names =
                    findings.stream().map(each -> each.split(" ", -1)[3]).distinct().toList();
            text.append(String.join(",", names.stream().map(Saved::target).toList()));
            text.append("],\"findings\":[");
            text.append(String.join(",", findings.stream().map(Saved::finding).toList()));
            text.append("],\"unreadable\":[");
            text.append(String.join(",", broken.stream().map(Saved::unreadable).toList()));
            text.append("],\"notes\":[],\"score\":{\"overall\":").append(score);
            text.append(",\"sections\":{\"containers\":").append(score).append("}}}}");
            return SavedReport.read("x.json", text.toString().getBytes(StandardCharsets.UTF_8));
        }

        private static String target(String name) {
            String[] parts = name.split("/", 2);
            return "{\"kind\":\"%s\",\"name\":\"%s\"}".formatted(parts[0], parts[1]);
        }

        private static String unreadable(String name) {
            return "{\"target\":%s,\"why\":\"no answer within 60 s\"}".formatted(target(name));
        }

        private static String finding(String line) {
            String[] words = line.split(" ", -1);
            return """
            {"rule":"%s","title":"A title","severity":"%s","state":"%s","target":%s,"message":"%s",
             "fix":"Mend it.","fingerprint":"%s","location":{"path":"%s"}}\
            """
                    .formatted(
                            words[0],
                            words[1],
                            words[2],
                            target(words[3]),
                            words[4],
                            words[5],
                            words[3]);
        }
    }

    private static ReportDiff diff(Saved older, Saved newer) {
        return ReportDiff.of(older.read(), newer.read());
    }

    private static List<String> rules(List<SavedFinding> findings) {
        return findings.stream().map(SavedFinding::rule).toList();
    }

    @Test
    void findings_are_told_apart_by_their_fingerprints() {
        ReportDiff diff = diff(report(OPEN_PORT, NO_LIMIT), report(OPEN_PORT, AS_ROOT));
        assertThat(rules(diff.added())).containsExactly("JSEC-C-509");
        assertThat(rules(diff.mended())).containsExactly("JSEC-C-511");
        assertThat(rules(diff.remaining())).containsExactly("JSEC-C-505");
    }

    @Test
    void a_run_against_itself_changes_nothing() {
        ReportDiff diff = diff(report(OPEN_PORT, AS_ROOT), report(OPEN_PORT, AS_ROOT));
        assertThat(diff.added()).isEmpty();
        assertThat(diff.mended()).isEmpty();
        assertThat(diff.notes()).isEmpty();
        assertThat(diff.exit(Severity.INFO)).isZero();
        assertThat(DiffReports.write(Format.TABLE, diff, LOOK, "0.1.0"))
                .isEqualTo("0 new, 0 mended, 2 still there, score 50 to 50\n");
    }

    @Test
    void only_new_findings_at_the_threshold_fail() {
        ReportDiff diff = diff(report(OPEN_PORT), report(OPEN_PORT, AS_ROOT));
        assertThat(diff.exit(Severity.MEDIUM)).isEqualTo(1);
        assertThat(diff.exit(Severity.HIGH)).isZero();
    }

    @Test
    void a_waiver_that_ended_makes_a_finding_new() {
        ReportDiff diff = diff(report(OPEN_PORT.replace("fail", "waived")), report(OPEN_PORT));
        assertThat(rules(diff.added())).containsExactly("JSEC-C-505");
        assertThat(diff.exit(Severity.MEDIUM)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"waived", "baseline"})
    void what_was_accepted_is_not_called_mended(String state) {
        ReportDiff diff = diff(report(OPEN_PORT), report(OPEN_PORT.replace("fail", state)));
        assertThat(diff.mended()).isEmpty();
        assertThat(rules(diff.accepted())).containsExactly("JSEC-C-505");
        assertThat(diff.exit(Severity.INFO)).isZero();
    }

    @Test
    void what_cannot_be_told_any_more_is_not_called_mended() {
        String unknown = "JSEC-C-505 high unknown container/web denied ffff";
        ReportDiff diff = diff(report(OPEN_PORT), report(unknown));
        assertThat(diff.mended()).isEmpty();
        assertThat(rules(diff.untold())).containsExactly("JSEC-C-505");
    }

    @Test
    void an_engine_that_no_longer_answers_mends_nothing_and_is_not_evaluated() {
        ReportDiff diff = diff(report(OPEN_PORT), report().without("engine/docker"));
        assertThat(diff.mended()).isEmpty();
        assertThat(rules(diff.untold())).containsExactly("JSEC-C-505");
        assertThat(diff.exit(Severity.CRITICAL)).isEqualTo(2);
    }

    @Test
    void a_target_that_could_not_be_evaluated_before_either_does_not_fail_again() {
        Saved broken = report(AS_ROOT).without("compose/a.yaml");
        ReportDiff diff = diff(broken, broken);
        assertThat(diff.blind()).isEmpty();
        assertThat(diff.exit(Severity.INFO)).isZero();
    }

    @Test
    void a_target_that_is_gone_is_mended_and_named() {
        ReportDiff diff = diff(report(OPEN_PORT, AS_ROOT), report(AS_ROOT));
        assertThat(rules(diff.mended())).containsExactly("JSEC-C-505");
        assertThat(diff.notes()).anyMatch(note -> note.contains("container/web"));
    }

    @Test
    void another_severity_is_told() {
        ReportDiff diff = diff(report(OPEN_PORT), report(OPEN_PORT.replace("high", "low")));
        assertThat(diff.changed()).hasSize(1);
        assertThat(DiffReports.write(Format.TABLE, diff, LOOK, "0.1.0"))
                .contains("high to low  JSEC-C-505");
        assertThat(DiffReports.write(Format.MARKDOWN, diff, LOOK, "0.1.0")).contains("high to low");
    }

    @Test
    void runs_that_compare_badly_are_noted() {
        Saved older = report().of("0.1.0", "2026-11-24T12:00:00Z", 10);
        Saved newer = report().of("0.2.0", "2026-11-23T12:00:00Z", 20);
        assertThat(diff(older, newer).notes())
                .anyMatch(note -> note.contains("two versions"))
                .anyMatch(note -> note.contains("made first"));
    }

    private static ReportDiff reviewed() {
        String hostile = "JSEC-D-014 critical fail dockerfile/|<b>`@x` <script> dddd";
        Saved older = report(OPEN_PORT, NO_LIMIT, "JSEC-C-520 info fail container/db init eeee");
        Saved newer =
                report(AS_ROOT, hostile, NO_LIMIT.replace("low", "medium"))
                        .without("engine/podman")
                        .of("0.1.0", "2026-11-25T12:00:00Z", 70);
        return diff(older, newer);
    }

    @ParameterizedTest
    @EnumSource(names = {"TABLE", "JSON", "MARKDOWN"})
    void comparisons_are_as_reviewed(Format format) throws IOException {
        String text = DiffReports.write(format, reviewed(), LOOK, "0.1.0");
        Path file = GOLDEN.resolve("diff." + format.word());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }

    @Test
    void json_holds_both_scores_of_every_section() throws IOException {
        JsonNode json =
                new ObjectMapper()
                        .readTree(DiffReports.write(Format.JSON, reviewed(), LOOK, "0.1.0"));
        assertThat(json.at("/data/score/overall/old").asInt()).isEqualTo(50);
        assertThat(json.at("/data/score/overall/new").asInt()).isEqualTo(70);
        assertThat(json.at("/data/score/containers/new").asInt()).isEqualTo(70);
    }

    @Test
    void a_comment_is_never_longer_than_github_takes() {
        String[] many = new String[3_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = "JSEC-C-505 high fail container/c" + i + " message" + i + " f" + i;
        }
        String text =
                DiffReports.write(Format.MARKDOWN, diff(report(), report(many)), LOOK, "0.1.0");
        assertThat(text).hasSizeLessThan(65_536).contains("more are not shown");
    }

    @Test
    void what_reports_write_is_read_back() throws IOException {
        SavedReport read =
                SavedReport.read("d.json", Files.readAllBytes(GOLDEN.resolve("dirty.json")));
        assertThat(read.findings()).hasSize(5);
        assertThat(read.targets()).containsExactly("dockerfile/web/Dockerfile");
        assertThat(read.unreadable()).containsKey("compose/compose.yaml");
        assertThat(read.score()).contains(69);
        assertThat(read.findings().get(1).place()).isEqualTo("web/Dockerfile:1:6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "null",
                "{\"schema\":\"jsec.rules/1\"}",
                "{\"schema\":\"jsec.audit/2\",\"data\":{}}",
                "{\"schema\":\"jsec.audit/1\"}",
                "{\"schema\":\"jsec.audit/1\",\"data\":[]}",
                "{\"schema\":\"jsec.audit/1\",\"data\":{\"targets\":{}}}",
                "{\"schema\":\"jsec.audit/1\",\"data\":{\"targets\":[],\"findings\":[{}]}}",
                "{\"schema\":\"jsec.audit/1\",\"data\":{\"targets\":[3]}}",
                "{\"version\":\"2.1.0\",\"runs\":[]}",
            })
    void what_is_no_report_is_refused_with_its_place(String text) {
        assertThatThrownBy(() -> SavedReport.read("x.json", text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ReadException.class, e -> assertThat(e.at().path()).isEqualTo("x.json"));
    }

    @Test
    void a_word_that_no_report_has_is_refused() {
        assertThatThrownBy(() -> report(OPEN_PORT.replace("high", "worst")).read())
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("worst");
        assertThatThrownBy(() -> report(OPEN_PORT.replace("fail", "failed")).read())
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("failed");
    }
}
