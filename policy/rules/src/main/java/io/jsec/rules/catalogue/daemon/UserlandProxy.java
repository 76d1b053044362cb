package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A process of root stands behind each port. */
final class UserlandProxy extends DaemonRule {
    UserlandProxy() {
        super(
                card(17, Severity.LOW)
                        .title("A process of root stands behind each port")
                        .sees("userland-proxy, which is on by default.")
                        .why("It is more code of root that is reachable from outside.")
                        .fix("Set userland-proxy to false.")
                        .example("\"userland-proxy\": false")
                        .maps(Framework.CIS_1_6, "2.16")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.OWASP_CHEATSHEET, "5")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return wanted(facts, "userland-proxy", true, false, "a proxy runs for each port");
    }
}
