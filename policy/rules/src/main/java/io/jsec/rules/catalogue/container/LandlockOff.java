package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Landlock is off. */
final class LandlockOff extends ContainerRule {
    LandlockOff() {
        super(
                card(309, Severity.MEDIUM)
                        .title("Landlock is off")
                        .sees("Security options of jsec; fails for jsec.landlock=off.")
                        .why("Device nodes rest on the other checks of the kernel alone.")
                        .fix("Remove the option.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.SECURITY_OPT,
                text -> text.matches("jsec[.]landlock[:=](off|0|false)"),
                "{}");
    }
}
