package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Optional;

/** The image offers SSH. */
final class ImageSshPort extends ImageRule {
    ImageSshPort() {
        super(
                card(6, Severity.MEDIUM)
                        .title("The image offers SSH")
                        .sees("Exposed ports; fails for 22/tcp.")
                        .why(
                                "A shell over the network needs keys, accounts and updates that"
                                        + " nobody keeps in an image.")
                        .fix("Use docker exec.")
                        .maps(Framework.CIS_1_6, "5.7")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        return each(
                facts.ports(),
                port ->
                        port.matches("22(/tcp)?")
                                ? Optional.of("port 22 is exposed")
                                : Optional.empty());
    }
}
