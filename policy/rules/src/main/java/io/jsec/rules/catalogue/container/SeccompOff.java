package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The seccomp filter is off. */
final class SeccompOff extends ContainerRule {
    SeccompOff() {
        super(
                card(300, Severity.HIGH)
                        .title("The seccomp filter is off")
                        .sees("Security options; fails for seccomp=unconfined.")
                        .why(
                                "Every system call of the kernel is open to a program that was "
                                        + "taken over.")
                        .fix(
                                "Remove the option; give a profile of your own where a call is "
                                        + "missing.")
                        .maps(Framework.CIS_1_6, "5.22")
                        .maps(Framework.OWASP_DOCKER, "D04", "D05")
                        .maps(Framework.OWASP_CHEATSHEET, "6")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "seccomp"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.SECURITY_OPT,
                text -> text.matches("seccomp[:=]unconfined"),
                "{}");
    }
}
