package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Programs of every container may gain privileges. */
final class NewPrivilegesByDefault extends DaemonRule {
    NewPrivilegesByDefault() {
        super(
                card(15, Severity.LOW)
                        .title("Programs of every container may gain privileges")
                        .sees("no-new-privileges, which is off by default.")
                        .why(
                                "A setuid program in an image gives root back to an account "
                                        + "without privileges.")
                        .fix("Set no-new-privileges.")
                        .example("\"no-new-privileges\": true")
                        .maps(Framework.CIS_1_6, "2.14")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "4")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "privilege escalation"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return wanted(
                facts, "no-new-privileges", false, true, "setuid programs work in containers");
    }
}
