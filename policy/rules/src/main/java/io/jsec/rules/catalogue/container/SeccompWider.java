package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Of jsec's profiles the wider one is used, or none. */
final class SeccompWider extends ContainerRule {
    SeccompWider() {
        super(
                card(318, Severity.INFO)
                        .title("The seccomp filter lets more through than the hardened profile")
                        .sees(
                                "Security options; fails for seccomp=docker, jsec.seccomp=docker "
                                        + "and seccomp=unconfined.")
                        .why(
                                "Tracing, personalities and some newer calls are open to a program "
                                        + "that was taken over.")
                        .fix("Remove the option where the program works without it.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.SECURITY_OPT,
                text -> text.matches("(jsec[.])?seccomp[:=](docker|unconfined)"),
                "{}");
    }
}
