package io.jsec.audit.report;

import io.jsec.audit.AuditResult;
import io.jsec.audit.Unreadable;
import io.jsec.rules.Finding;
import io.jsec.rules.Severity;
import java.util.Comparator;
import java.util.List;

/** For a comment on a pull request: at most 65,536 characters, whatever was found. */
final class MarkdownReport {
    static final int CHARACTERS_MAX = 65_000;

    private MarkdownReport() {}

    static String text(AuditResult result, Severity threshold) {
        StringBuilder out = new StringBuilder();
        int failing = result.failures(threshold).size();
        String verdict =
                failing == 0
                        ? "nothing to fix"
                        : failing + (failing == 1 ? " finding" : " findings");
        out.append("### jsec: ").append(verdict).append("\n\n");
        for (Unreadable unreadable : result.unreadable()) {
            out.append("- **could not evaluate** ")
                    .append(escape(unreadable.at().toString()))
                    .append(": ")
                    .append(escape(unreadable.why()))
                    .append('\n');
        }
        List<Finding> findings =
                result.in(Finding.State.FAIL).stream()
                        .sorted(
                                Comparator.comparing((Finding each) -> each.card().severity())
                                        .thenComparing(Plain::place))
                        .toList();
        if (!findings.isEmpty()) {
            out.append("\n| severity | rule | place | what | fix |\n|---|---|---|---|---|\n");
        }
        int shown = 0;
        for (Finding finding : findings) {
            String row = row(finding);
            if (out.length() + row.length() > CHARACTERS_MAX) {
                break;
            }
            out.append(row);
            shown++;
        }
        if (shown < findings.size()) {
            out.append("\n").append(findings.size() - shown).append(" more are not shown.\n");
        }
        int waived = result.in(Finding.State.WAIVED).size();
        if (waived > 0) {
            out.append("\n").append(waived).append(" waived.\n");
        }
        for (String note : result.notes()) {
            if (out.length() + note.length() < CHARACTERS_MAX) {
                out.append("\n").append(escape(note)).append(".\n");
            }
        }
        return out.toString();
    }

    private static String row(Finding finding) {
        return "| "
                + Plain.lower(finding.card().severity())
                + " | "
                + finding.card().id()
                + " | "
                + escape(Plain.place(finding))
                + " | "
                + escape(Plain.message(finding))
                + " | "
                + escape(finding.card().fix())
                + " |\n";
    }

    /** No mark-up, mention, link or cell of a table can come of it. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : Plain.printable(text).toCharArray()) {
            if ("\\`*_{}[]()#+!|~".indexOf(c) >= 0) {
                escaped.append('\\').append(c);
            } else if (c == '<') {
                escaped.append("&lt;");
            } else if (c == '>') {
                escaped.append("&gt;");
            } else if (c == '&') {
                escaped.append("&amp;");
            } else if (c == '@') {
                escaped.append("&#64;");
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString().replace("://", ":&#8203;//");
    }
}
