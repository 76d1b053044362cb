package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Every account may load BPF programs. */
final class UnprivilegedBpf extends HostRule {
    UnprivilegedBpf() {
        super(
                RuleCard.of("JSEC-H-020", Severity.MEDIUM, Section.HOST)
                        .title("Every account may load BPF programs")
                        .sees(
                                "The switch kernel.unprivileged_bpf_disabled of the kernel; "
                                        + "fails for 0.")
                        .why("Flaws of the BPF verifier have given root many times.")
                        .fix(
                                "sysctl -w kernel.unprivileged_bpf_disabled=2, and keep it in "
                                        + "/etc/sysctl.d.")
                        .example("kernel.unprivileged_bpf_disabled = 2")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "kernel.unprivileged_bpf_disabled", Set.of("0"));
    }
}
