package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Nothing containers say is kept. */
final class NoLogDriver extends DaemonRule {
    NoLogDriver() {
        super(
                card(13, Severity.LOW)
                        .title("Nothing containers say is kept")
                        .sees("log-driver; fails for none.")
                        .why("After an intrusion nothing tells what happened.")
                        .fix("Use a driver that keeps logs, such as local or journald.")
                        .maps(Framework.CIS_1_6, "2.13")
                        .maps(Framework.OWASP_DOCKER, "D10")
                        .maps(Framework.OWASP_CHEATSHEET, "10")
                        .maps(Framework.NIST_800_190, "4.4.5"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return text(facts, "log-driver", "json-file", "none"::equals, "log driver none");
    }
}
