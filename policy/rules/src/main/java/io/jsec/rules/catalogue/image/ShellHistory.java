package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.SensitiveFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** The history of a shell lies in the image. */
final class ShellHistory extends ImageFileRule {
    ShellHistory() {
        super(
                card(115, Severity.LOW)
                        .title("The history of a shell lies in the image")
                        .sees(
                                "History files of shells and database clients; fails for those "
                                        + "that are "
                                        + "not empty.")
                        .why("Commands hold host names and passwords.")
                        .fix("Remove it in the RUN that makes it, or set HISTFILE=/dev/null.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        boolean history =
                SensitiveFile.of(file.path()).filter(SensitiveFile.HISTORY::equals).isPresent();
        return !file.deleted() && history && file.bytes() > 0
                ? Optional.of("tells what was typed")
                : Optional.empty();
    }
}
