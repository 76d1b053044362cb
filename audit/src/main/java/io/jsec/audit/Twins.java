package io.jsec.audit;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.EngineFacts;
import io.jsec.rules.Facts;
import io.jsec.rules.Finding;
import io.jsec.rules.Target;
import java.util.List;
import java.util.Map;

/**
 * Says one thing once. A running engine tells the effect of what its configuration says; where both
 * were judged, the finding over the configuration stays, as it has the line to mend.
 */
final class Twins {
    /** Rules over engines, with those over configurations that see the same. */
    private static final Map<String, String> TWINS =
            Map.ofEntries(
                    Map.entry("JSEC-E-201", "JSEC-E-001"),
                    Map.entry("JSEC-E-202", "JSEC-E-018"),
                    Map.entry("JSEC-E-204", "JSEC-E-010"),
                    Map.entry("JSEC-E-205", "JSEC-E-016"),
                    Map.entry("JSEC-E-206", "JSEC-E-013"),
                    Map.entry("JSEC-E-207", "JSEC-E-007"),
                    Map.entry("JSEC-E-208", "JSEC-E-009"),
                    Map.entry("JSEC-E-209", "JSEC-E-019"));

    private Twins() {}

    /** The findings, without those of the only engine that its own configuration explains. */
    static List<Finding> once(List<Finding> findings, List<Facts> facts) {
        long daemons = facts.stream().filter(DaemonFacts.class::isInstance).count();
        List<Facts> engines = facts.stream().filter(EngineFacts.class::isInstance).toList();
        // With several nobody knows whose configuration it is.
        boolean one = daemons == 1 && engines.size() == 1;
        if (!one || !engines.getFirst().target().name().startsWith("unix://")) {
            return findings;
        }
        List<String> said =
                findings.stream()
                        .filter(each -> each.state() == Finding.State.FAIL)
                        .filter(each -> each.target().kind() == Target.Kind.DAEMON)
                        .map(each -> each.card().id())
                        .toList();
        return findings.stream().map(each -> isSaid(each, said) ? elsewhere(each) : each).toList();
    }

    private static boolean isSaid(Finding finding, List<String> said) {
        return finding.state() == Finding.State.FAIL
                && finding.target().kind() == Target.Kind.ENGINE
                && said.contains(TWINS.getOrDefault(finding.card().id(), ""));
    }

    private static Finding elsewhere(Finding finding) {
        return new Finding(
                finding.card(),
                finding.target(),
                Finding.State.NOT_APPLICABLE,
                List.of(),
                "said of its configuration by " + TWINS.get(finding.card().id()),
                finding.fingerprint());
    }
}
