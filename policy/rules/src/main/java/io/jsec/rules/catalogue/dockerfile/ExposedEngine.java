package io.jsec.rules.catalogue.dockerfile;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.List;

/** The port of a Docker engine is exposed. */
final class ExposedEngine extends DockerfileRule {
    ExposedEngine() {
        super(
                card(18, Severity.HIGH)
                        .title("The port of a Docker engine is exposed")
                        .sees("Ports of EXPOSE; fails for 2375 and 2376.")
                        .why("Who reaches an engine without a certificate owns its host.")
                        .fix("Remove the port; mount nothing of the engine into the image.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        return Ports.exposed(
                facts, port -> port == 2375 || port == 2376, "an engine's API is offered there");
    }
}
