package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** SSH into the container is published. */
final class SshPort extends ContainerRule {
    SshPort() {
        super(
                card(523, Severity.MEDIUM)
                        .title("SSH into the container is published")
                        .sees("Published ports whose port inside is 22.")
                        .why(
                                "A shell over the network needs keys, accounts and updates that "
                                        + "nobody keeps in an image.")
                        .fix("Use docker exec.")
                        .maps(Framework.CIS_1_6, "5.7")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return facts.get(ContainerSetting.PORTS)
                .judge(
                        List.of(),
                        (ports, at) ->
                                Verdict.failing(
                                        ports.stream()
                                                .filter(port -> port.containerPort() == 22)
                                                .map(port ->
                                                        Evidence.of(
                                                                port.at(), "port 22 is published"))
                                                .toList()));
    }
}
