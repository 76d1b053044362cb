package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Map;
import java.util.stream.Collectors;

/** Flaws of the CPU are open. */
final class CpuFlaws extends HostRule {
    CpuFlaws() {
        super(
                RuleCard.of("JSEC-H-008", Severity.LOW, Section.HOST)
                        .title("Flaws of the CPU are open")
                        .sees(
                                "What the kernel says of each known flaw; fails where it says "
                                        + "Vulnerable.")
                        .why("A container can read memory of others and of the kernel.")
                        .fix(
                                "Update kernel and microcode; take mitigations=off from the "
                                        + "command line.")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return facts.cpuFlaws()
                .judge(
                        Map.of(),
                        (flaws, at) -> {
                            String open =
                                    flaws.entrySet().stream()
                                            .filter(each ->
                                                    each.getValue().startsWith("Vulnerable"))
                                            .map(Map.Entry::getKey)
                                            .sorted()
                                            .collect(Collectors.joining(", "));
                            return Verdict.failIf(
                                    !open.isEmpty(), at, "the CPU is vulnerable: " + open);
                        });
    }
}
