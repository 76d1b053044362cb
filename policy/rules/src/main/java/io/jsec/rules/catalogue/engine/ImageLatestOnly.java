package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The image has no version. */
final class ImageLatestOnly extends ImageRule {
    ImageLatestOnly() {
        super(
                card(11, Severity.INFO)
                        .title("The image has no version but latest")
                        .sees("Tags of the image; fails where each is latest.")
                        .why("Nobody can tell which one runs, or go back to the one before.")
                        .fix("Tag it with a version.")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.28")
                        .maps(Framework.OWASP_DOCKER, "D02", "D08")
                        .maps(Framework.NIST_800_190, "4.1.5"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        boolean latest =
                !facts.names().isEmpty()
                        && facts.names().stream().allMatch(name -> name.endsWith(":latest"));
        return Verdict.failIf(latest, facts.whole(), String.join(", ", facts.names()));
    }
}
