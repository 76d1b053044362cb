package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** An account has an empty password. */
final class NoPassword extends ImageFileRule {
    NoPassword() {
        super(
                card(109, Severity.HIGH)
                        .title("An account of the image has an empty password")
                        .sees("/etc/shadow; fails for an account whose password field is empty.")
                        .why("Whoever runs code in the container becomes that account by su.")
                        .fix("RUN passwd -l NAME.")
                        .maps(Framework.CIS_1_6, "4.1")
                        .maps(Framework.OWASP_DOCKER, "D01")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        return Shadow.accounts(file, String::isEmpty).map(names -> "has no password for " + names);
    }
}
