package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The host forwards packets of others. */
final class ForwardOpen extends DaemonRule {
    ForwardOpen() {
        super(
                card(24, Severity.MEDIUM)
                        .title("The host forwards packets of others")
                        .sees("ip-forward-no-drop.")
                        .why("The host becomes a router between its networks.")
                        .fix("Set it to false.")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return wanted(facts, "ip-forward-no-drop", false, false, "packets of others are forwarded");
    }
}
