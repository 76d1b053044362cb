package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A seccomp profile of its own is used. */
final class SeccompOther extends ContainerRule {
    SeccompOther() {
        super(
                card(301, Severity.INFO)
                        .title("A seccomp profile of its own is used")
                        .sees(
                                "Security options; fails for seccomp= with a file. jsec's own"
                                        + " profiles are left to JSEC-C-318.")
                        .why(
                                "It may allow more than the default; somebody has to keep it up to "
                                        + "date.")
                        .fix("Compare it with the default profile.")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.22"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.SECURITY_OPT,
                text ->
                        text.matches("seccomp[:=].+")
                                && !text.endsWith("unconfined")
                                && !text.endsWith("builtin")
                                && !text.matches("seccomp[:=](hardened|docker)"),
                "{}");
    }
}
