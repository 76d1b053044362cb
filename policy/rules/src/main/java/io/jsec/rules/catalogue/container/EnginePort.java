package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** The port of an engine is published. */
final class EnginePort extends ContainerRule {
    EnginePort() {
        super(
                card(524, Severity.CRITICAL)
                        .title("The port of an engine is published")
                        .sees("Published ports 2375 and 2376 inside.")
                        .why("Who reaches an engine without a certificate owns its host.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D03", "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "1")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return facts.get(ContainerSetting.PORTS)
                .judge(
                        List.of(),
                        (ports, at) ->
                                Verdict.failing(
                                        ports.stream()
                                                .filter(port -> port.containerPort() == 2375)
                                                .map(port ->
                                                        Evidence.of(
                                                                port.at(),
                                                                "an engine without TLS is "
                                                                        + "published"))
                                                .toList()));
    }
}
