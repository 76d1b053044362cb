package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.SensitiveFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** A key store lies in the image. */
final class KeyStore extends ImageFileRule {
    KeyStore() {
        super(
                card(117, Severity.INFO)
                        .title("A key store lies in the image")
                        .sees(
                                "Files named .p12, .pfx, .jks, .keystore, .kdbx and .ppk, "
                                        + "apart from tests "
                                        + "and examples.")
                        .why("Its passphrase is often in the image, too, or a default.")
                        .fix(
                                "Mount it when the container starts; where it holds "
                                        + "certificates only, use "
                                        + "PEM.")
                        .strict()
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        boolean store =
                SensitiveFile.of(file.path()).filter(SensitiveFile.KEY_STORE::equals).isPresent();
        return !file.deleted() && store && !SensitiveFile.isSample(file.path())
                ? Optional.of("may hold private keys")
                : Optional.empty();
    }
}
