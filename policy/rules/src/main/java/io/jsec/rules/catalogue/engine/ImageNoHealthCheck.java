package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Nothing tells whether the program of the image works. */
final class ImageNoHealthCheck extends ImageRule {
    ImageNoHealthCheck() {
        super(
                card(2, Severity.INFO)
                        .title("The image brings no check of its program")
                        .sees(
                                "Health check of the image; fails where there is none, or where"
                                        + " it is switched off.")
                        .why("A program that hangs looks alive.")
                        .fix("Add HEALTHCHECK to the Dockerfile.")
                        .strict()
                        .maps(Framework.CIS_1_6, "4.6")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        return facts.healthcheck()
                .judge(
                        "",
                        (check, at) ->
                                Verdict.failIf(
                                        check.isEmpty() || check.equals("NONE"),
                                        at,
                                        check.isEmpty()
                                                ? "no check"
                                                : "the check is switched off"));
    }
}
