package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The environment of the image holds a secret. */
final class ImageSecretInEnvironment extends ImageRule {
    ImageSecretInEnvironment() {
        super(
                card(3, Severity.HIGH)
                        .title("The environment of the image holds a secret")
                        .sees("Names and values of the environment that the image sets.")
                        .why(
                                "Everybody who can pull the image reads it, and every container"
                                        + " has it.")
                        .fix("Take it out, build anew, and renew the secret.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        return each(
                facts.environment(),
                text -> SecretText.inPair(text).map(what -> "the environment holds " + what));
    }
}
