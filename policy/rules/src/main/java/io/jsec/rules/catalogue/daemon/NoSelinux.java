package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** SELinux does not confine containers. */
final class NoSelinux extends DaemonRule {
    NoSelinux() {
        super(
                card(28, Severity.INFO)
                        .title("SELinux does not confine containers")
                        .sees("selinux-enabled, which is off by default.")
                        .why(
                                "Where the host uses SELinux, containers are not kept from its "
                                        + "files.")
                        .fix("Set selinux-enabled on hosts with SELinux.")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.3")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "SELinux"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return wanted(facts, "selinux-enabled", false, true, "SELinux is not used");
    }
}
