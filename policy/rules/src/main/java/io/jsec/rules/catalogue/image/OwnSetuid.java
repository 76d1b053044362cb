package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** A program with setuid or setgid that distributions do not ship. */
final class OwnSetuid extends ImageFileRule {
    OwnSetuid() {
        super(
                card(101, Severity.MEDIUM)
                        .title("The image adds a setuid or setgid program")
                        .sees(
                                "Executable files with the bits; fails for those that are not "
                                        + "among the "
                                        + "usual ones of distributions in their usual folders.")
                        .why(
                                "Whoever breaks into the container becomes root in it by a "
                                        + "flaw of that "
                                        + "program.")
                        .fix(
                                "Take the bits away in the layer that adds the file; COPY "
                                        + "--chmod=0755, "
                                        + "and install -m 0755.")
                        .maps(Framework.CIS_1_6, "4.8")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "4")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        return lends(file) && !UsualSetuid.isUsual(file.path())
                ? Optional.of(lender(file))
                : Optional.empty();
    }
}
