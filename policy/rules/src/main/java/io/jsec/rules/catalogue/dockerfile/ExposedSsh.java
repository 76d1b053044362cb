package io.jsec.rules.catalogue.dockerfile;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.List;

/** The SSH port is exposed. */
final class ExposedSsh extends DockerfileRule {
    ExposedSsh() {
        super(
                card(17, Severity.MEDIUM)
                        .title("The SSH port is exposed")
                        .sees("Ports of EXPOSE; fails for 22.")
                        .why(
                                "A shell over the network needs keys, accounts and updates that "
                                        + "nobody keeps in an image.")
                        .fix("Use docker exec, and remove the port.")
                        .maps(Framework.CIS_1_6, "5.7")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        return Ports.exposed(facts, port -> port == 22, "22 is the port of SSH");
    }
}
