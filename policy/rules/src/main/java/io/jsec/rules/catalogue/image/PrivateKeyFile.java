package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.SensitiveFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** A private key lies in the image. */
final class PrivateKeyFile extends ImageFileRule {
    PrivateKeyFile() {
        super(
                card(103, Severity.HIGH)
                        .title("A private key lies in the image")
                        .sees(
                                "The first 4 KiB of each file; fails for a private key without a "
                                        + "passphrase, not for tests, examples and host keys "
                                        + "of SSH.")
                        .why(
                                "Everybody who can pull the image has the key, and every "
                                        + "container shares "
                                        + "it.")
                        .fix(
                                "Mount the key when the container starts, and replace the one "
                                        + "that was "
                                        + "given away.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        boolean host =
                SensitiveFile.of(file.path()).filter(SensitiveFile.HOST_KEY::equals).isPresent();
        return !file.deleted() && !host && FileSecrets.isKey(file)
                ? Optional.of("holds a private key without a passphrase")
                : Optional.empty();
    }
}
