package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Nothing the program says is kept. */
final class NoLogs extends ContainerRule {
    NoLogs() {
        super(
                card(529, Severity.LOW)
                        .title("Nothing the program says is kept")
                        .sees("Log driver; fails for none.")
                        .why("After an intrusion nothing tells what happened.")
                        .fix("Use a driver that keeps logs.")
                        .maps(Framework.CIS_1_6, "2.13")
                        .maps(Framework.OWASP_DOCKER, "D10")
                        .maps(Framework.OWASP_CHEATSHEET, "10")
                        .maps(Framework.NIST_800_190, "4.4.5"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(facts, ContainerSetting.LOG_DRIVER, "", "none"::equals, "log driver none");
    }
}
