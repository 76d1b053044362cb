package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Containers use a control group of their own place. */
final class ForeignCgroup extends DaemonRule {
    ForeignCgroup() {
        super(
                card(11, Severity.LOW)
                        .title("Containers use a control group of their own place")
                        .sees("cgroup-parent.")
                        .why("Limits and accounts of the host may not hold there.")
                        .fix("Remove the key.")
                        .maps(Framework.CIS_1_6, "2.10")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return text(facts, "cgroup-parent", "", parent -> !parent.isEmpty(), "cgroup parent {}");
    }
}
