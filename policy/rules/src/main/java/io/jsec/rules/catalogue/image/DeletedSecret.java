package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** A secret that was removed is still in a layer. */
final class DeletedSecret extends ImageFileRule {
    DeletedSecret() {
        super(
                card(107, Severity.HIGH)
                        .title("A removed secret is still in a lower layer")
                        .sees(
                                "Files that a later layer removes or replaces; fails where one "
                                        + "holds a "
                                        + "private key, credentials or another secret.")
                        .why("A layer is never rewritten; tar gets the file out of the image.")
                        .fix(
                                "Never copy it; use RUN --mount=type=secret or a stage of its "
                                        + "own, and "
                                        + "revoke the secret.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        return file.deleted()
                ? FileSecrets.any(file)
                        .map(what -> "was removed, but its layer still holds " + what)
                : Optional.empty();
    }
}
