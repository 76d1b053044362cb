package io.jsec.audit.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.audit.AuditResult;
import io.jsec.audit.Score;
import io.jsec.audit.Unreadable;
import io.jsec.rules.Evidence;
import io.jsec.rules.Finding;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;

/** For programs: everything, as {@code jsec.audit/1}. */
final class JsonReport {
    private JsonReport() {}

    static String text(AuditResult result) {
        ObjectNode root = Json.MAPPER.createObjectNode().put("schema", "jsec.audit/1");
        root.putObject("tool").put("name", "jsec").put("version", result.version());
        root.put("host", result.subject());
        root.put("time", result.time().toString());
        ObjectNode data = root.putObject("data");
        ArrayNode targets = data.putArray("targets");
        result.targets().forEach(target -> target(targets.addObject(), target));
        ArrayNode findings = data.putArray("findings");
        result.findings().stream()
                .filter(finding -> finding.state() != Finding.State.PASS)
                .filter(finding -> finding.state() != Finding.State.NOT_APPLICABLE)
                .forEach(finding -> finding(findings.addObject(), finding));
        ArrayNode unreadable = data.putArray("unreadable");
        result.unreadable().forEach(each -> unreadable(unreadable.addObject(), each));
        ArrayNode notes = data.putArray("notes");
        result.notes().forEach(notes::add);
        ObjectNode counts = data.putObject("counts");
        for (Finding.State state : Finding.State.values()) {
            counts.put(Plain.lower(state), result.in(state).size());
        }
        ObjectNode score = data.putObject("score");
        Score.of(result.findings()).ifPresent(all -> score.put("overall", all));
        ObjectNode sections = score.putObject("sections");
        Score.sections(result.findings())
                .forEach((section, value) -> sections.put(Plain.lower(section), value));
        return Json.text(root);
    }

    private static void target(ObjectNode node, Target target) {
        node.put("kind", target.kind().label()).put("name", target.name());
    }

    private static void finding(ObjectNode node, Finding finding) {
        node.put("rule", finding.card().id());
        node.put("title", finding.card().title());
        node.put("severity", Plain.lower(finding.card().severity()));
        node.put("section", Plain.lower(finding.card().section()));
        node.put("state", Plain.lower(finding.state()));
        node.put("fingerprint", finding.fingerprint());
        target(node.putObject("target"), finding.target());
        if (!finding.reason().isEmpty()) {
            node.put("reason", finding.reason());
        }
        for (Evidence evidence : finding.evidence()) {
            node.put("message", evidence.message());
            place(node.putObject("location"), evidence.at());
            node.put("fixable", !evidence.edits().isEmpty());
        }
        node.put("fix", finding.card().fix());
        if (!finding.card().example().isEmpty()) {
            node.put("example", finding.card().example());
        }
        ObjectNode mappings = node.putObject("mappings");
        finding.card().mappings().keySet().stream()
                .sorted()
                .forEach(framework -> {
                    ArrayNode ids = mappings.putArray(Plain.lower(framework));
                    finding.card().ids(framework).forEach(ids::add);
                });
    }

    private static void unreadable(ObjectNode node, Unreadable unreadable) {
        target(node.putObject("target"), unreadable.target());
        place(node.putObject("location"), unreadable.at());
        node.put("why", unreadable.why());
    }

    private static void place(ObjectNode node, SourceLocation at) {
        node.put("path", at.path());
        if (at.hasRegion()) {
            node.put("startLine", at.startLine()).put("startColumn", at.startColumn());
            node.put("endLine", at.endLine()).put("endColumn", at.endColumn());
        }
    }
}
