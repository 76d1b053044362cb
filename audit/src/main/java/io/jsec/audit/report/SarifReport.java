package io.jsec.audit.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.audit.AuditResult;
import io.jsec.audit.Unreadable;
import io.jsec.rules.Evidence;
import io.jsec.rules.Finding;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * For code scanning: SARIF 2.1.0 with one run. It keeps to what GitHub takes: at most 5,000 results
 * are shown there, so that more are cut and the cut is told.
 */
final class SarifReport {
    private static final int RESULTS_MAX = 5_000;
    private static final int TAGS_MAX = 20;
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                    + "sarif-schema-2.1.0.json";

    /** What relative places are below; code scanning takes no others. */
    private static final String TREE = "%SRCROOT%";

    private static final String HOST = "%HOST%";

    private SarifReport() {}

    static String text(AuditResult result) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "jsec").put("version", result.version());
        List<Finding> findings = new ArrayList<>(result.in(Finding.State.FAIL));
        findings.addAll(result.in(Finding.State.WAIVED));
        findings.addAll(result.in(Finding.State.BASELINE));
        Map<String, Integer> indexes = rules(driver.putArray("rules"), findings);
        run.put("columnKind", "unicodeCodePoints");
        // Up to the last slash GitHub reads a category: results of another one are left alone.
        run.putObject("automationDetails").put("id", "jsec/" + uri(result.subject()) + "/");
        ObjectNode bases = run.putObject("originalUriBaseIds");
        bases.putObject(TREE).putObject("description").put("text", "The root of the repository");
        bases.putObject(HOST).put("uri", "file:///");
        ObjectNode invocation = run.putArray("invocations").addObject();
        invocation.put("executionSuccessful", result.unreadable().isEmpty());
        invocation.put("startTimeUtc", result.time().toString());
        notifications(invocation, result, findings.size());
        ArrayNode results = run.putArray("results");
        findings.stream()
                .limit(RESULTS_MAX)
                .forEach(finding -> result(results.addObject(), finding, indexes));
        return Json.text(root);
    }

    private static Map<String, Integer> rules(ArrayNode rules, List<Finding> findings) {
        Map<String, Integer> indexes = new HashMap<>();
        findings.stream()
                .map(Finding::card)
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .forEach(card -> {
                    if (indexes.putIfAbsent(card.id(), indexes.size()) == null) {
                        rule(rules.addObject(), card);
                    }
                });
        return indexes;
    }

    private static void rule(ObjectNode node, RuleCard card) {
        node.put("id", card.id());
        node.putObject("shortDescription").put("text", card.title());
        node.putObject("fullDescription").put("text", card.sees() + " " + card.why());
        ObjectNode help = node.putObject("help");
        help.put("text", card.why() + "\n\nFix: " + card.fix());
        String example = card.example().isEmpty() ? "" : "\n\n```\n" + card.example() + "\n```";
        help.put("markdown", card.why() + "\n\n**Fix:** " + card.fix() + example);
        node.putObject("defaultConfiguration").put("level", level(card.severity()));
        ObjectNode properties = node.putObject("properties");
        properties.put("security-severity", Double.toString(card.severity().score()));
        properties.put("precision", "high");
        ArrayNode tags = properties.putArray("tags");
        tags.add("security");
        card.mappings().keySet().stream()
                .sorted()
                .flatMap(framework ->
                        card.ids(framework).stream().map(id -> framework.title() + "/" + id))
                .limit(TAGS_MAX - 1)
                .forEach(tags::add);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    private static void notifications(ObjectNode invocation, AuditResult result, int findings) {
        ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
        for (Unreadable unreadable : result.unreadable()) {
            ObjectNode node = notifications.addObject().put("level", "error");
            node.putObject("message").put("text", "could not evaluate: " + unreadable.why());
            location(node.putArray("locations").addObject(), unreadable.at());
        }
        for (String note : result.notes()) {
            notifications.addObject().put("level", "note").putObject("message").put("text", note);
        }
        if (findings > RESULTS_MAX) {
            String text =
                    "only the first " + RESULTS_MAX + " of " + findings + " results are given";
            notifications
                    .addObject()
                    .put("level", "warning")
                    .putObject("message")
                    .put("text", text);
        }
    }

    private static void result(ObjectNode node, Finding finding, Map<String, Integer> indexes) {
        node.put("ruleId", finding.card().id());
        node.put("ruleIndex", indexes.getOrDefault(finding.card().id(), 0));
        node.put("level", level(finding.card().severity()));
        Evidence evidence = finding.evidence().getFirst();
        String text = Plain.printable(evidence.message()) + ". Fix: " + finding.card().fix();
        node.putObject("message").put("text", text);
        location(node.putArray("locations").addObject(), evidence.at());
        ObjectNode prints = node.putObject("partialFingerprints");
        prints.put("primaryLocationLineHash", finding.fingerprint() + ":1");
        if (finding.state() != Finding.State.FAIL) {
            ObjectNode suppression = node.putArray("suppressions").addObject();
            suppression.put("kind", "external").put("justification", finding.reason());
        }
    }

    private static void location(ObjectNode node, SourceLocation at) {
        ObjectNode physical = node.putObject("physicalLocation");
        ObjectNode artifact = physical.putObject("artifactLocation");
        boolean host = at.path().startsWith("/");
        artifact.put("uri", uri(host ? at.path().substring(1) : at.path()));
        artifact.put("uriBaseId", host ? HOST : TREE);
        ObjectNode region = physical.putObject("region");
        region.put("startLine", Math.max(1, at.startLine()));
        region.put("startColumn", Math.max(1, at.startColumn()));
        region.put("endLine", Math.max(1, at.endLine()));
        region.put("endColumn", Math.max(1, at.endColumn()));
    }

    /** A path as part of a URI, RFC 3986: each part percent-encoded. */
    private static String uri(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            parts.add(
                    URLEncoder.encode(part, StandardCharsets.UTF_8)
                            .replace("+", "%20")
                            .replace("%7E", "~"));
        }
        return String.join("/", parts);
    }
}
