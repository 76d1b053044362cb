package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A label holds a secret. */
final class SecretInLabels extends ContainerRule {
    SecretInLabels() {
        super(
                card(532, Severity.HIGH)
                        .title("A label holds a secret")
                        .sees("Names and values of labels.")
                        .why("Labels are read by everybody who may list containers.")
                        .fix("Remove it and renew the secret.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return each(
                facts,
                ContainerSetting.LABELS,
                text -> SecretText.inPair(text).map(what -> "a label holds " + what));
    }
}
