package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Nothing tells whether the program works. */
final class NoHealthCheck extends ContainerRule {
    NoHealthCheck() {
        super(
                card(527, Severity.INFO)
                        .title("Nothing tells whether the program works")
                        .sees(
                                "Whether a check is given here; the check of an image is not seen "
                                        + "in a file.")
                        .why("A program that hangs looks alive.")
                        .fix("Give a healthcheck.")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.27")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(facts, ContainerSetting.HEALTHCHECK, "", String::isEmpty, "no check is given");
    }
}
