package io.jsec.audit.report;

import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What changed, for a terminal: what is new with its fix, the rest a line each. */
final class DiffTable {
    private static final int INDENT = 4;

    private final ReportDiff diff;
    private final Look look;
    private final StringBuilder out = new StringBuilder();

    DiffTable(ReportDiff diff, Look look) {
        this.diff = diff;
        this.look = look;
    }

    String text() {
        block("new", "+", diff.added(), true);
        block("mended", "-", diff.mended(), false);
        block("accepted now", "~", diff.accepted(), false);
        block("cannot be told now", "?", diff.untold(), false);
        changes();
        diff.blind()
                .forEach((target, why) ->
                        paragraph(
                                "no longer evaluated: %s: %s"
                                        .formatted(Plain.printable(target), Plain.printable(why)),
                                0));
        diff.notes().forEach(note -> paragraph("note: " + Plain.printable(note), 0));
        scores();
        summary();
        return out.toString();
    }

    /** Worst first, then by place. */
    static List<SavedFinding> sorted(List<SavedFinding> findings) {
        return findings.stream()
                .sorted(
                        Comparator.comparing(SavedFinding::severity)
                                .thenComparing(SavedFinding::target)
                                .thenComparing(SavedFinding::place)
                                .thenComparing(SavedFinding::rule))
                .toList();
    }

    private void block(String title, String sign, List<SavedFinding> findings, boolean whole) {
        if (findings.isEmpty()) {
            return;
        }
        line(bold(title));
        for (SavedFinding each : sorted(findings)) {
            String word = "%-8s".formatted(Plain.lower(each.severity()));
            String place = Plain.printable(each.place());
            String shown = coloured(each.severity(), word);
            line("  %s %s %s  %s".formatted(sign, shown, each.rule(), place));
            paragraph(Plain.printable(each.message()), INDENT);
            if (whole) {
                paragraph("fix: " + Plain.printable(each.fix()), INDENT);
            }
        }
        line("");
    }

    private void changes() {
        if (diff.changed().isEmpty()) {
            return;
        }
        line(bold("other severity"));
        for (ReportDiff.Change change : diff.changed()) {
            String words =
                    Plain.lower(change.was()) + " to " + Plain.lower(change.now().severity());
            String place = Plain.printable(change.now().place());
            line("  ! %s  %s  %s".formatted(words, change.now().rule(), place));
        }
        line("");
    }

    private void scores() {
        List<String> parts = new ArrayList<>();
        for (String section : DiffReports.sections(diff)) {
            String was = number(diff.older().scores().get(section));
            String now = number(diff.newer().scores().get(section));
            if (!section.equals(SavedReport.OVERALL) && !was.equals(now)) {
                parts.add("%s %s to %s".formatted(section, was, now));
            }
        }
        if (!parts.isEmpty()) {
            paragraph("scores: " + String.join(", ", parts), 0);
        }
    }

    private static String number(@Nullable Integer score) {
        return score == null ? "none" : score.toString();
    }

    private void summary() {
        StringBuilder line = new StringBuilder();
        line.append(diff.added().size()).append(" new, ");
        line.append(diff.mended().size()).append(" mended, ");
        line.append(diff.remaining().size()).append(" still there");
        append(line, diff.accepted().size(), "accepted now");
        append(line, diff.untold().size(), "cannot be told");
        append(line, diff.changed().size(), "of other severity");
        append(line, diff.blind().size(), "no longer evaluated");
        Optional<Integer> was = diff.older().score();
        Optional<Integer> now = diff.newer().score();
        if (was.isPresent() || now.isPresent()) {
            String old = number(was.orElse(null));
            line.append(", score ").append(old).append(" to ").append(number(now.orElse(null)));
        }
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

    private String coloured(Severity severity, String text) {
        return look.colour() ? TableReport.coloured(severity, text) : text;
    }
}
