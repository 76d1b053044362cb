package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** Files of the application can be written by everybody. */
final class OthersWrite extends ImageFileRule {
    OthersWrite() {
        super(
                card(111, Severity.LOW)
                        .title("Everybody may write files of the image")
                        .sees(
                                "Files and folders outside the folders of the system; fails "
                                        + "for those that "
                                        + "others may write, unless a folder is sticky.")
                        .why("One process of the container changes what another one reads or runs.")
                        .fix("Give the files to the user that needs them: COPY --chown.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        boolean open = !file.deleted() && ProgramsWritable.isOpen(file);
        return open && !ProgramsWritable.isOfSystem(file.path())
                ? Optional.of("may be written by everybody")
                : Optional.empty();
    }
}
