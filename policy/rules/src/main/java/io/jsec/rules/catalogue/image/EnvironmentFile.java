package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** A file of settings with a secret lies in the image. */
final class EnvironmentFile extends ImageFileRule {
    EnvironmentFile() {
        super(
                card(106, Severity.HIGH)
                        .title("A .env file with a secret lies in the image")
                        .sees(
                                ".env and its variants; fails where a variable holds a secret "
                                        + "that is no "
                                        + "placeholder.")
                        .why("Everybody who can pull the image reads it.")
                        .fix(
                                "List .env in .dockerignore, and give the values when the "
                                        + "container "
                                        + "starts.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        return file.deleted()
                ? Optional.empty()
                : FileSecrets.inEnvironment(file).map(what -> "holds " + what);
    }
}
