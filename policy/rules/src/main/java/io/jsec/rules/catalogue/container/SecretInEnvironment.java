package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The environment holds a secret. */
final class SecretInEnvironment extends ContainerRule {
    SecretInEnvironment() {
        super(
                card(531, Severity.HIGH)
                        .title("The environment holds a secret")
                        .sees("Names and values of the environment.")
                        .why(
                                "Everybody who may inspect the container reads it, and so do its "
                                        + "child processes and crash reports.")
                        .fix("Use a secret that is mounted as a file.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return each(
                facts,
                ContainerSetting.ENVIRONMENT,
                text -> SecretText.inPair(text).map(what -> "the environment holds " + what));
    }
}
