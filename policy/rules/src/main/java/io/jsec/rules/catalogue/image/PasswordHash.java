package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** An account has a password. */
final class PasswordHash extends ImageFileRule {
    PasswordHash() {
        super(
                card(108, Severity.MEDIUM)
                        .title("An account of the image has a password")
                        .sees(
                                "/etc/shadow; fails for an account with a hash, which locked "
                                        + "ones do not "
                                        + "have.")
                        .why(
                                "The hash is the same everywhere, can be guessed at leisure, "
                                        + "and opens su "
                                        + "and SSH.")
                        .fix(
                                "RUN passwd -l NAME; start processes by USER rather than by "
                                        + "logging in.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        return Shadow.accounts(file, Shadow::isHash)
                .map(names -> "has a password hash for " + names);
    }
}
