package io.jsec.audit.report;

import io.jsec.audit.AuditResult;
import io.jsec.audit.Unreadable;
import io.jsec.rules.Finding;
import io.jsec.rules.Severity;
import io.jsec.rules.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * For CI servers: a suite a target, a case a rule and place. What is waived is skipped, a failure
 * below the threshold passes with its text in the output, a target that cannot be read is an error.
 */
final class JunitReport {
    private JunitReport() {}

    static String text(AuditResult result, Severity threshold) {
        Map<Target, List<Finding>> suites = new LinkedHashMap<>();
        result.targets().forEach(target -> suites.put(target, new ArrayList<>()));
        for (Finding finding : result.findings()) {
            if (finding.state() != Finding.State.NOT_APPLICABLE) {
                suites.computeIfAbsent(finding.target(), target -> new ArrayList<>()).add(finding);
            }
        }
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuites name=\"jsec\">\n");
        suites.forEach((target, findings) -> suite(out, target, findings, threshold));
        for (Unreadable unreadable : result.unreadable()) {
            String name = Markup.escape(unreadable.target().toString());
            String why = Markup.escape(unreadable.at() + ": " + unreadable.why());
            out.append("  <testsuite name=\"" + name + "\" tests=\"1\" failures=\"0\" errors=\"1\"")
                    .append(" skipped=\"0\">\n")
                    .append("    <testcase classname=\"" + name + "\" name=\"can be read\">\n")
                    .append("      <error message=\"" + why + "\">" + why + "</error>\n")
                    .append("    </testcase>\n  </testsuite>\n");
        }
        return out.append("</testsuites>\n").toString();
    }

    private static void suite(
            StringBuilder out, Target target, List<Finding> findings, Severity threshold) {
        long failures = findings.stream().filter(each -> fails(each, threshold)).count();
        long skipped = findings.stream().filter(JunitReport::skips).count();
        String name = Markup.escape(target.toString());
        out.append("  <testsuite name=\"").append(name).append('"');
        out.append(" tests=\"").append(findings.size()).append('"');
        out.append(" failures=\"").append(failures).append("\" errors=\"0\"");
        out.append(" skipped=\"").append(skipped).append("\">\n");
        for (Finding finding : findings) {
            out.append("    <testcase classname=\"").append(name).append("\" name=\"");
            out.append(Markup.escape(caseName(finding))).append('"');
            body(out, finding, threshold);
        }
        out.append("  </testsuite>\n");
    }

    private static String caseName(Finding finding) {
        String name = finding.card().id() + " " + finding.card().title();
        return finding.evidence().isEmpty() ? name : name + " " + Plain.place(finding);
    }

    private static boolean fails(Finding finding, Severity threshold) {
        return finding.state() == Finding.State.FAIL
                && finding.card().severity().reaches(threshold);
    }

    private static boolean skips(Finding finding) {
        return finding.state() == Finding.State.WAIVED
                || finding.state() == Finding.State.BASELINE
                || finding.state() == Finding.State.UNKNOWN;
    }

    private static void body(StringBuilder out, Finding finding, Severity threshold) {
        if (finding.state() == Finding.State.PASS) {
            out.append("/>\n");
            return;
        }
        String message = Markup.escape(Plain.place(finding) + ": " + Plain.message(finding));
        out.append(">\n");
        if (fails(finding, threshold)) {
            String fix = Markup.escape("\nfix: " + finding.card().fix());
            out.append("      <failure type=\"").append(Plain.lower(finding.card().severity()));
            out.append("\" message=\"").append(message).append("\">").append(message);
            out.append(fix).append("</failure>\n");
        } else if (skips(finding)) {
            String reason = Markup.escape(Plain.lower(finding.state()) + " " + finding.reason());
            out.append("      <skipped message=\"").append(reason).append("\"/>\n");
        } else {
            out.append("      <system-out>").append(message).append("</system-out>\n");
        }
        out.append("    </testcase>\n");
    }
}
