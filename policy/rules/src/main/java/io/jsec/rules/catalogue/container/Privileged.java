package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The container is privileged. */
final class Privileged extends ContainerRule {
    Privileged() {
        super(
                card(502, Severity.CRITICAL)
                        .title("The container is privileged")
                        .sees("Privileged mode.")
                        .why(
                                "It has every device and capability, and no mask: root inside is "
                                        + "root of the host.")
                        .fix("Remove it; add the one device or capability that is needed.")
                        .maps(Framework.CIS_1_6, "5.5")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "3")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "privileged"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(facts, ContainerSetting.PRIVILEGED, false, on -> on, "privileged mode");
    }
}
