package io.jsec.audit.report;

import io.jsec.rules.Severity;
import java.util.List;

/** What changed, for a comment on a pull request: never longer than one may be. */
final class DiffMarkdown {
    private DiffMarkdown() {}

    static String text(ReportDiff diff, Severity threshold) {
        StringBuilder out = new StringBuilder();
        int failing = diff.failures(threshold).size();
        String verdict = failing == 0 ? "nothing new to fix" : failing + " new";
        out.append("### jsec: ").append(verdict).append("\n\n");
        out.append(diff.added().size()).append(" new, ");
        out.append(diff.mended().size()).append(" mended, ");
        out.append(diff.remaining().size()).append(" still there");
        if (!diff.accepted().isEmpty()) {
            out.append(", ").append(diff.accepted().size()).append(" accepted now");
        }
        if (diff.older().score().isPresent() && diff.newer().score().isPresent()) {
            out.append(", score ").append(diff.older().score().get());
            out.append(" to ").append(diff.newer().score().get());
        }
        out.append(".\n");
        diff.blind()
                .forEach((target, why) -> {
                    String line = "%s: %s".formatted(target, why);
                    add(out, "\n- **no longer evaluated** " + MarkdownReport.escape(line) + "\n");
                });
        table(out, "New", diff.added());
        table(out, "Mended", diff.mended());
        table(out, "Accepted now", diff.accepted());
        table(out, "Cannot be told now", diff.untold());
        for (ReportDiff.Change change : diff.changed()) {
            String words =
                    Plain.lower(change.was()) + " to " + Plain.lower(change.now().severity());
            String place = change.now().rule() + " " + change.now().place();
            add(out, "\n- **severity " + words + "** " + MarkdownReport.escape(place) + "\n");
        }
        diff.notes().forEach(note -> add(out, "\n" + MarkdownReport.escape(note) + ".\n"));
        return out.toString();
    }

    private static void table(StringBuilder out, String title, List<SavedFinding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        add(out, "\n**" + title + "**\n\n| severity | rule | place | what |\n|---|---|---|---|\n");
        int shown = 0;
        for (SavedFinding each : DiffTable.sorted(findings)) {
            String row =
                    "| %s | %s | %s | %s |\n"
                            .formatted(
                                    Plain.lower(each.severity()),
                                    MarkdownReport.escape(each.rule()),
                                    MarkdownReport.escape(each.place()),
                                    MarkdownReport.escape(each.message()));
            if (!add(out, row)) {
                break;
            }
            shown++;
        }
        if (shown < findings.size()) {
            out.append("\n").append(findings.size() - shown).append(" more are not shown.\n");
        }
    }

    private static boolean add(StringBuilder out, String text) {
        boolean fits = out.length() + text.length() <= MarkdownReport.CHARACTERS_MAX;
        if (fits) {
            out.append(text);
        }
        return fits;
    }
}
