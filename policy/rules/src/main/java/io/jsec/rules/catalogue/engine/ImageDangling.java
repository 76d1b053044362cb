package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The image has no name and no use. */
final class ImageDangling extends ImageRule {
    ImageDangling() {
        super(
                card(10, Severity.INFO)
                        .title("The image has no name and no use")
                        .sees("Names and digests of images without containers.")
                        .why(
                                "What builds leave behind holds old secrets and old holes, and "
                                        + "nobody looks at it.")
                        .fix("docker image prune")
                        .strict()
                        .maps(Framework.CIS_1_6, "6.1")
                        .maps(Framework.OWASP_DOCKER, "D02")
                        .maps(Framework.NIST_800_190, "4.1.1"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        return unused(facts, !isNamed(facts), "a build left it");
    }
}
