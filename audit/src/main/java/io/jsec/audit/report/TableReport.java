package io.jsec.audit.report;

import io.jsec.audit.AuditResult;
import io.jsec.audit.Score;
import io.jsec.audit.Unreadable;
import io.jsec.rules.Finding;
import io.jsec.rules.Severity;
import io.jsec.rules.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For a terminal: failures by target, worst first, with the fix below each. */
final class TableReport {
    private static final int INDENT = 4;

    private final AuditResult result;
    private final Look look;
    private final StringBuilder out = new StringBuilder();

    TableReport(AuditResult result, Look look) {
        this.result = result;
        this.look = look;
    }

    String text() {
        Map<Target, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : result.in(Finding.State.FAIL)) {
            groups.computeIfAbsent(finding.target(), target -> new ArrayList<>()).add(finding);
        }
        groups.forEach(this::group);
        result.unreadable().forEach(this::unreadable);
        unknown();
        covered();
        result.notes().forEach(note -> paragraph("note: " + note, 0));
        summary();
        return out.toString();
    }

    private void group(Target target, List<Finding> findings) {
        line(bold(Plain.printable(target.toString())));
        findings.stream()
                .sorted(
                        Comparator.comparing((Finding each) -> each.card().severity())
                                .thenComparing(Plain::place)
                                .thenComparing(each -> each.card().id()))
                .forEach(this::finding);
        line("");
    }

    private void finding(Finding finding) {
        Severity severity = finding.card().severity();
        String word = "%-8s".formatted(Plain.lower(severity));
        String place = Plain.printable(Plain.place(finding));
        line("  " + shown(severity, word) + " " + finding.card().id() + "  " + place);
        paragraph(Plain.printable(Plain.message(finding)), INDENT);
        String example = finding.card().example();
        String fix = finding.card().fix() + (example.isEmpty() ? "" : " E.g. " + example);
        paragraph("fix: " + fix, INDENT);
    }

    private void unreadable(Unreadable each) {
        line(bold("could not evaluate " + Plain.printable(each.at().toString())));
        paragraph(Plain.printable(each.why()), INDENT);
        line("");
    }

    /** Unknown answers by reason: one missing right may leave many rules without an answer. */
    private void unknown() {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        for (Finding finding : result.in(Finding.State.UNKNOWN)) {
            reasons.computeIfAbsent(finding.reason(), reason -> new ArrayList<>())
                    .add(finding.card().id());
        }
        reasons.forEach((reason, ids) -> {
            line(bold("unknown: " + Plain.printable(reason)));
            paragraph(String.join(" ", ids.stream().distinct().toList()), INDENT);
            line("");
        });
    }

    private void covered() {
        for (Finding finding : result.in(Finding.State.WAIVED)) {
            String place = Plain.printable(Plain.place(finding));
            paragraph(
                    "waived "
                            + finding.card().id()
                            + " "
                            + place
                            + " "
                            + Plain.printable(finding.reason()),
                    0);
        }
    }

    private void summary() {
        StringBuilder line = new StringBuilder();
        for (Severity severity : Severity.values()) {
            long count =
                    result.in(Finding.State.FAIL).stream()
                            .filter(each -> each.card().severity() == severity)
                            .count();
            if (count > 0) {
                line.append(count).append(' ').append(Plain.lower(severity)).append(", ");
            }
        }
        if (line.isEmpty()) {
            line.append("nothing found, ");
        }
        int targets = result.targets().size();
        line.append(targets).append(targets == 1 ? " target judged" : " targets judged");
        append(line, result.in(Finding.State.WAIVED).size(), "waived");
        append(line, result.in(Finding.State.BASELINE).size(), "in the baseline");
        append(line, result.in(Finding.State.UNKNOWN).size(), "unknown");
        append(line, result.unreadable().size(), "could not be evaluated");
        Score.of(result.findings()).ifPresent(score -> line.append(", score ").append(score));
        line(bold(line.toString()));
    }

    private static void append(StringBuilder line, int count, String what) {
        if (count > 0) {
            line.append(", ").append(count).append(' ').append(what);
        }
    }

    private void paragraph(String text, int indent) {
        for (String each : Plain.wrap(text, look.width() - indent)) {
            line(" ".repeat(indent) + each);
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private String bold(String text) {
        return look.colour() ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private String shown(Severity severity, String text) {
        return look.colour() ? coloured(severity, text) : text;
    }

    /** A text in the colour of a severity. */
    static String coloured(Severity severity, String text) {
        String code =
                switch (severity) {
                    case CRITICAL -> "1;31";
                    case HIGH -> "31";
                    case MEDIUM -> "33";
                    case LOW -> "36";
                    case INFO -> "2";
                };
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
