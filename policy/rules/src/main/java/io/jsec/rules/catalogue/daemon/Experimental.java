package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Experimental features are on. */
final class Experimental extends DaemonRule {
    Experimental() {
        super(
                card(19, Severity.LOW)
                        .title("Experimental features are on")
                        .sees("experimental.")
                        .why("They may change or break without notice.")
                        .fix("Set experimental to false.")
                        .maps(Framework.CIS_1_6, "2.18")
                        .maps(Framework.OWASP_DOCKER, "D02")
                        .maps(Framework.NIST_800_190, "4.4.1"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return wanted(facts, "experimental", false, false, "experimental features are on");
    }
}
