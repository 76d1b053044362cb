package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Optional;

/** The image offers an engine without TLS. */
final class ImageEnginePort extends ImageRule {
    ImageEnginePort() {
        super(
                card(7, Severity.MEDIUM)
                        .title("The image offers an engine without TLS")
                        .sees("Exposed ports; fails for 2375/tcp.")
                        .why(
                                "Who reaches the port commands the engine inside, and mostly "
                                        + "with it the host.")
                        .fix("Use 2376 with client certificates.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        return each(
                facts.ports(),
                port ->
                        port.matches("2375(/tcp)?")
                                ? Optional.of("port 2375 is exposed")
                                : Optional.empty());
    }
}
