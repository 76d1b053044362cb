package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The image runs as root. */
final class ImageRootUser extends ImageRule {
    ImageRootUser() {
        super(
                card(1, Severity.LOW)
                        .title("The image runs as root unless a container says otherwise")
                        .sees(
                                "User of the image; fails where there is none, and for root by "
                                        + "name or number, such as 0:0.")
                        .why(
                                "A program that is taken over is root in the container, and one"
                                        + " flaw of the kernel away from the host.")
                        .fix("End the Dockerfile with USER and an account without privileges.")
                        .example("USER 10001:10001")
                        .maps(Framework.CIS_1_6, "4.1")
                        .maps(Framework.OWASP_DOCKER, "D01")
                        .maps(Framework.OWASP_CHEATSHEET, "2")
                        .maps(Framework.NIST_800_190, "4.1.2")
                        .maps(Framework.NSA_CISA, "non-root"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        return facts.user()
                .judge(
                        "",
                        (user, at) ->
                                Verdict.failIf(
                                        user.split(":", -1)[0].matches("|root|0+"),
                                        at,
                                        user.isEmpty() ? "no user is set" : "the user is " + user));
    }
}
