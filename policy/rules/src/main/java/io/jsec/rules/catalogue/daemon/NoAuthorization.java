package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Every client may do everything. */
final class NoAuthorization extends DaemonRule {
    NoAuthorization() {
        super(
                card(12, Severity.INFO)
                        .title("Every client may do everything")
                        .sees("authorization-plugins, where the API is offered over TCP.")
                        .why("One stolen certificate commands the host.")
                        .fix("Use an authorization plugin.")
                        .maps(Framework.CIS_1_6, "2.12")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        boolean open = overTcp(facts) && facts.texts("authorization-plugins").isEmpty();
        return Verdict.failIf(
                open,
                facts.place("hosts").orElse(facts.whole()),
                "no plugin decides what clients may do");
    }
}
