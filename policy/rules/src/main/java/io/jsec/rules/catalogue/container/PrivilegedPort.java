package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** A privileged port of the host is used. */
final class PrivilegedPort extends ContainerRule {
    PrivilegedPort() {
        super(
                card(522, Severity.INFO)
                        .title("A privileged port of the host is used")
                        .sees("Published ports below 1024; 80 and 443 are left out.")
                        .why("Such ports belong to services of the host.")
                        .fix("Publish a port above 1023.")
                        .maps(Framework.CIS_1_6, "5.8")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return facts.get(ContainerSetting.PORTS)
                .judge(
                        List.of(),
                        (ports, at) ->
                                Verdict.failing(
                                        ports.stream()
                                                .filter(port ->
                                                        port.hostPort() > 0
                                                                && port.hostPort() < 1024
                                                                && port.hostPort() != 80
                                                                && port.hostPort() != 443)
                                                .map(port ->
                                                        Evidence.of(
                                                                port.at(),
                                                                "port "
                                                                        + port.hostPort()
                                                                        + " of the host"))
                                                .toList()));
    }
}
