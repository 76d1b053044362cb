package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Containers of the default network reach each other. */
final class InterContainerTraffic extends DaemonRule {
    InterContainerTraffic() {
        super(
                card(3, Severity.MEDIUM)
                        .title("Containers of the default network reach each other")
                        .sees("icc, which is on by default.")
                        .why("A container that is taken over reaches all others.")
                        .fix("Set icc to false, and give services networks of their own.")
                        .example("\"icc\": false")
                        .maps(Framework.CIS_1_6, "2.2")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.OWASP_CHEATSHEET, "5")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return wanted(
                facts, "icc", true, false, "containers of the default network reach each other");
    }
}
