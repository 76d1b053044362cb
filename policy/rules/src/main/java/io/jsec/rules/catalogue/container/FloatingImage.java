package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The image has no fixed version. */
final class FloatingImage extends ContainerRule {
    FloatingImage() {
        super(
                card(534, Severity.MEDIUM)
                        .title("The image has no fixed version")
                        .sees(
                                "Image as it is asked for; fails where the tag is missing or "
                                        + "latest and there is no digest.")
                        .why("What runs after the next start is not what was tested.")
                        .fix("Name a version, better with its digest.")
                        .maps(Framework.CIS_1_6, "5.28")
                        .maps(Framework.OWASP_DOCKER, "D08", "D02")
                        .maps(Framework.OWASP_CHEATSHEET, "13")
                        .maps(Framework.NIST_800_190, "4.1.5"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(
                facts,
                ContainerSetting.IMAGE,
                "scratch:1",
                image ->
                        !image.contains("@")
                                && !image.contains("$")
                                && !image.matches("(sha256:)?[0-9a-f]{12,64}")
                                && floats(image),
                "the image {} changes without notice");
    }

    private static boolean floats(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        return name.indexOf(':') < 0 || name.endsWith(":latest");
    }
}
