package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The seccomp filter is off for all containers. */
final class SeccompUnconfined extends DaemonRule {
    SeccompUnconfined() {
        super(
                card(18, Severity.HIGH)
                        .title("The seccomp filter is off for all containers")
                        .sees("seccomp-profile; fails for unconfined.")
                        .why(
                                "Every system call of the kernel is open to a program that was "
                                        + "taken over.")
                        .fix("Remove the key.")
                        .maps(Framework.CIS_1_6, "2.17")
                        .maps(Framework.OWASP_DOCKER, "D04", "D05")
                        .maps(Framework.OWASP_CHEATSHEET, "6")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "seccomp"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return text(facts, "seccomp-profile", "builtin", "unconfined"::equals, "no filter");
    }
}
