package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** A layer has a file outside of the image. */
final class OutsidePath extends ImageFileRule {
    OutsidePath() {
        super(
                card(116, Severity.CRITICAL)
                        .title("A layer writes outside of the root of the image")
                        .sees(
                                "The names in the layers; fails for one that leads upwards "
                                        + "past the root.")
                        .why(
                                "An engine or a tool that unpacks it carelessly writes files "
                                        + "of the host; "
                                        + "no honest tool makes such a layer.")
                        .fix("Do not use the image, and find out where it came from.")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.3"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        return file.path().startsWith("/../")
                ? Optional.of("lies outside of the root")
                : Optional.empty();
    }
}
