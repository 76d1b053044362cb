package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The check of the image is switched off. */
final class HealthCheckOff extends ContainerRule {
    HealthCheckOff() {
        super(
                card(528, Severity.LOW)
                        .title("The check of the image is switched off")
                        .sees("Healthcheck; fails for disable and NONE.")
                        .why("A program that hangs looks alive.")
                        .fix("Remove it, or give a check of your own.")
                        .maps(Framework.CIS_1_6, "5.27")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(
                facts, ContainerSetting.HEALTHCHECK, "", "NONE"::equals, "checks are switched off");
    }
}
