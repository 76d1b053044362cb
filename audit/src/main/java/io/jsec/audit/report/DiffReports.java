package io.jsec.audit.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes what changed between two runs, as a table, JSON or Markdown. */
public final class DiffReports {
    /** The formats that a comparison has. */
    public static final List<Format> FORMATS = List.of(Format.TABLE, Format.JSON, Format.MARKDOWN);

    private DiffReports() {}

    /**
     * The report's text; it ends with a line end.
     *
     * @param version of the jsec that compares
     */
    public static String write(Format format, ReportDiff diff, Look look, String version) {
        return switch (format) {
            case TABLE -> new DiffTable(diff, look).text();
            case JSON -> json(diff, version);
            case MARKDOWN -> DiffMarkdown.text(diff, look.threshold());
            case SARIF, JUNIT, HTML ->
                    throw new IllegalArgumentException(format + " is no format of comparisons");
        };
    }

    private static String json(ReportDiff diff, String version) {
        ObjectNode root = Json.MAPPER.createObjectNode().put("schema", "jsec.diff/1");
        root.putObject("tool").put("name", "jsec").put("version", version);
        root.put("host", diff.newer().subject());
        root.put("time", diff.newer().time().toString());
        ObjectNode data = root.putObject("data");
        run(data.putObject("old"), diff.older());
        run(data.putObject("new"), diff.newer());
        findings(data.putArray("added"), diff.added());
        findings(data.putArray("mended"), diff.mended());
        findings(data.putArray("accepted"), diff.accepted());
        findings(data.putArray("remaining"), diff.remaining());
        findings(data.putArray("untold"), diff.untold());
        ArrayNode changed = data.putArray("changed");
        for (ReportDiff.Change change : diff.changed()) {
            finding(changed.addObject().put("was", Plain.lower(change.was())), change.now());
        }
        ArrayNode blind = data.putArray("unreadable");
        diff.blind()
                .forEach((target, why) -> blind.addObject().put("target", target).put("why", why));
        ArrayNode notes = data.putArray("notes");
        diff.notes().forEach(notes::add);
        ObjectNode scores = data.putObject("score");
        for (String section : sections(diff)) {
            ObjectNode score = scores.putObject(section);
            score.put("old", diff.older().scores().get(section));
            score.put("new", diff.newer().scores().get(section));
        }
        return Json.text(root);
    }

    /** All sections that one of the runs has a score for. */
    static Set<String> sections(ReportDiff diff) {
        Set<String> sections = new LinkedHashSet<>(diff.older().scores().keySet());
        sections.addAll(diff.newer().scores().keySet());
        return sections;
    }

    private static void run(ObjectNode node, SavedReport report) {
        node.put("host", report.subject());
        node.put("time", report.time().toString());
        node.put("version", report.version());
    }

    private static void findings(ArrayNode array, List<SavedFinding> findings) {
        findings.forEach(each -> finding(array.addObject(), each));
    }

    private static void finding(ObjectNode node, SavedFinding finding) {
        node.put("rule", finding.rule());
        node.put("title", finding.title());
        node.put("severity", Plain.lower(finding.severity()));
        node.put("state", Plain.lower(finding.state()));
        node.put("fingerprint", finding.fingerprint());
        node.put("target", finding.target());
        node.put("place", finding.place());
        node.put("message", finding.message());
        node.put("fix", finding.fix());
    }
}
