package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A label of the image holds a secret. */
final class ImageSecretInLabels extends ImageRule {
    ImageSecretInLabels() {
        super(
                card(4, Severity.HIGH)
                        .title("A label of the image holds a secret")
                        .sees("Names and values of labels.")
                        .why("Everybody who can pull the image, or list it, reads it.")
                        .fix("Take it out, build anew, and renew the secret.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        return each(
                facts.labels(),
                text -> SecretText.inPair(text).map(what -> "a label holds " + what));
    }
}
