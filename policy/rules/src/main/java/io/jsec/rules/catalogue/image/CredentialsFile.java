package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** Credentials of a tool lie in the image. */
final class CredentialsFile extends ImageFileRule {
    CredentialsFile() {
        super(
                card(105, Severity.HIGH)
                        .title("Credentials of a tool lie in the image")
                        .sees(
                                "Files where tools keep credentials (.npmrc, .netrc, "
                                        + ".aws/credentials, "
                                        + ".docker/config.json, kubeconfig, .git-credentials); "
                                        + "fails where one holds "
                                        + "a password or token that is no placeholder.")
                        .why("Everybody who can pull the image acts in the name of its builder.")
                        .fix("Use RUN --mount=type=secret, and revoke the credential.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        return file.deleted()
                ? Optional.empty()
                : FileSecrets.inCredentials(file).map(what -> "holds " + what);
    }
}
