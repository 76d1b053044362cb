package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** No container is made of the image. */
final class ImageUnused extends ImageRule {
    ImageUnused() {
        super(
                card(9, Severity.INFO)
                        .title("No container is made of the image")
                        .sees(
                                "Whether the engine has a container of it; judged for images "
                                        + "with a name.")
                        .why(
                                "It is not updated, and runs with its old holes when somebody "
                                        + "starts it.")
                        .fix("docker image rm it.")
                        .strict()
                        .maps(Framework.CIS_1_6, "6.1")
                        .maps(Framework.OWASP_DOCKER, "D02")
                        .maps(Framework.NIST_800_190, "4.1.1"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        return unused(facts, isNamed(facts), "no container is made of it");
    }
}
