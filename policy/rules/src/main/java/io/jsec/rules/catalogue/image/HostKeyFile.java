package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.PrivateKeyText;
import io.jsec.rules.SensitiveFile;
import io.jsec.rules.Severity;
import java.util.Optional;

/** The key of an SSH server lies in the image. */
final class HostKeyFile extends ImageFileRule {
    HostKeyFile() {
        super(
                card(104, Severity.MEDIUM)
                        .title("The host key of an SSH server lies in the image")
                        .sees("ssh_host_*_key below /etc/ssh; fails where it holds a private key.")
                        .why(
                                "All containers of the image are the same server to their "
                                        + "clients, and "
                                        + "whoever pulls it can pose as each of them.")
                        .fix(
                                "Remove the keys in the RUN that installs the server, or do "
                                        + "without one; "
                                        + "docker exec gives a shell.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        boolean host =
                SensitiveFile.of(file.path()).filter(SensitiveFile.HOST_KEY::equals).isPresent();
        return !file.deleted() && host && PrivateKeyText.isIn(file.head())
                ? Optional.of("is the same in every container")
                : Optional.empty();
    }
}
