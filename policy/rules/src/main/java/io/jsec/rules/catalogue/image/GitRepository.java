package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.SensitiveFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** A git repository lies in the image. */
final class GitRepository extends ImageFileRule {
    GitRepository() {
        super(
                card(112, Severity.LOW)
                        .title("A git repository lies in the image")
                        .sees("Folders named .git with a HEAD.")
                        .why(
                                "It holds everything that was ever committed, also what was "
                                        + "taken out "
                                        + "again.")
                        .fix("List .git in .dockerignore.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        boolean repository =
                SensitiveFile.of(file.path()).filter(SensitiveFile.REPOSITORY::equals).isPresent();
        return !file.deleted() && repository && file.head().matches("(?s)(?:ref: |[0-9a-f]{40}).*")
                ? Optional.of("belongs to a repository with its history")
                : Optional.empty();
    }
}
