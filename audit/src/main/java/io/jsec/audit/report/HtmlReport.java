package io.jsec.audit.report;

import io.jsec.audit.AuditResult;
import io.jsec.audit.Score;
import io.jsec.audit.Unreadable;
import io.jsec.rules.Finding;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For reading and keeping: one file without scripts, which loads nothing. Findings and rules have
 * anchors: {@code #f-FINGERPRINT}, {@code #r-RULE}.
 */
final class HtmlReport {
    private final AuditResult result;
    private final StringBuilder out = new StringBuilder();

    private HtmlReport(AuditResult result) {
        this.result = result;
    }

    static String text(AuditResult result) {
        HtmlReport report = new HtmlReport(result);
        report.head();
        report.summary();
        report.unreadable();
        report.findings();
        report.rest();
        report.rules();
        report.out.append("</main>\n</body>\n</html>\n");
        return report.out.toString();
    }

    private void head() {
        String title = Markup.escape("jsec: " + result.subject());
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
        out.append("style-src 'sha256-").append(HtmlStyle.hash()).append("'; base-uri 'none'; ");
        out.append("form-action 'none'\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        out.append("<title>").append(title).append("</title>\n");
        out.append("<style>").append(HtmlStyle.TEXT).append("</style>\n</head>\n<body>\n");
        out.append("<a class=\"skip\" href=\"#findings\">To the findings</a>\n");
        out.append("<header><h1>").append(title).append("</h1>\n<p>jsec ");
        out.append(Markup.escape(result.version())).append(", ").append(result.time());
        out.append("</p></header>\n<main>\n");
    }

    private void summary() {
        out.append("<h2 id=\"summary\">Summary</h2>\n<ul class=\"counts\">\n");
        for (Severity severity : Severity.values()) {
            long count = failures().stream().filter(f -> f.card().severity() == severity).count();
            String word = Plain.lower(severity);
            out.append("<li><span class=\"").append(word).append("\">").append(word);
            out.append("</span> ").append(count).append("</li>\n");
        }
        out.append("</ul>\n<p>Targets judged: ").append(result.targets().size()).append(", ");
        out.append(result.in(Finding.State.WAIVED).size()).append(" waived, ");
        out.append(result.in(Finding.State.BASELINE).size()).append(" in the baseline, ");
        out.append(result.in(Finding.State.UNKNOWN).size()).append(" unknown, ");
        out.append(result.unreadable().size()).append(" could not be evaluated.</p>\n");
        if (Score.of(result.findings()).isEmpty()) {
            return;
        }
        out.append(
                "<p>Score: the weight of what passed or is waived, in per cent of the weight of ");
        out.append("all that was judged. Critical weighs 10, high 6, medium 3, low 1; what is ");
        out.append("unknown counts half. Where something critical fails it is 39 at most, where ");
        out.append("something high does, 69.</p>\n<table>\n");
        out.append("<thead><tr><th scope=\"col\">Section</th><th scope=\"col\">Score</th></tr>");
        out.append("</thead>\n<tbody>\n");
        Score.sections(result.findings())
                .forEach((section, score) -> score(section.title(), score));
        Score.of(result.findings()).ifPresent(score -> score("Overall", score));
        out.append("</tbody></table>\n");
    }

    private void score(String name, int score) {
        out.append("<tr><th scope=\"row\">").append(Markup.escape(name)).append("</th><td>");
        out.append(score).append("</td></tr>\n");
    }

    private List<Finding> failures() {
        List<Finding> failures = new ArrayList<>(result.in(Finding.State.FAIL));
        failures.sort(
                Comparator.comparing((Finding each) -> each.card().severity())
                        .thenComparing(Plain::place)
                        .thenComparing(each -> each.card().id()));
        return failures;
    }

    private void findings() {
        out.append("<h2 id=\"findings\">Findings</h2>\n");
        if (failures().isEmpty()) {
            out.append("<p>Nothing found.</p>\n");
        }
        failures().forEach(this::finding);
    }

    private void finding(Finding finding) {
        String id = "f-" + finding.fingerprint();
        String word = Plain.lower(finding.card().severity());
        out.append("<article id=\"").append(id).append("\">\n<h3><span class=\"").append(word);
        out.append("\">").append(word).append("</span> ");
        out.append(Markup.escape(finding.card().title())).append("</h3>\n");
        out.append("<p><code>").append(text(Plain.place(finding))).append("</code> ");
        out.append("<a href=\"#r-").append(finding.card().id()).append("\">");
        out.append(finding.card().id()).append("</a> <a href=\"#").append(id);
        out.append("\" aria-label=\"Link to this finding\">#</a></p>\n");
        out.append("<p>").append(text(Plain.message(finding))).append("</p>\n");
        out.append("<p><strong>Fix:</strong> ")
                .append(Markup.escape(finding.card().fix()))
                .append("</p>\n");
        if (!finding.card().example().isEmpty()) {
            out.append("<pre>").append(Markup.escape(finding.card().example())).append("</pre>\n");
        }
        out.append("</article>\n");
    }

    private static String text(String text) {
        return Markup.escape(Plain.printable(text));
    }

    /** Before what was found: a reader must not take a short list for a good one. */
    private void unreadable() {
        list(
                "Could not be evaluated",
                result.unreadable().stream().map(HtmlReport::shown).toList());
    }

    private void rest() {
        list(
                "Waived",
                result.in(Finding.State.WAIVED).stream()
                        .map(f -> f.card().id() + " " + Plain.place(f) + ", " + f.reason())
                        .toList());
        list(
                "Unknown",
                result.in(Finding.State.UNKNOWN).stream()
                        .map(f -> f.card().id() + " " + f.target() + ": " + f.reason())
                        .toList());
        list("Notes", result.notes());
    }

    private static String shown(Unreadable unreadable) {
        return unreadable.at() + ": " + unreadable.why();
    }

    private void list(String title, List<String> items) {
        if (items.isEmpty()) {
            return;
        }
        out.append("<h2>").append(title).append("</h2>\n<ul>\n");
        items.forEach(item -> out.append("<li>").append(text(item)).append("</li>\n"));
        out.append("</ul>\n");
    }

    private void rules() {
        Map<String, RuleCard> cards = new TreeMap<>();
        failures().forEach(finding -> cards.put(finding.card().id(), finding.card()));
        if (cards.isEmpty()) {
            return;
        }
        out.append("<h2 id=\"rules\">Rules</h2>\n<dl>\n");
        for (RuleCard card : cards.values()) {
            out.append("<dt id=\"r-").append(card.id()).append("\">").append(card.id());
            out.append(" ").append(Markup.escape(card.title())).append("</dt>\n<dd>");
            out.append(Markup.escape(card.sees() + " " + card.why())).append("</dd>\n");
        }
        out.append("</dl>\n");
    }
}
