package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;
import java.util.Set;

/** A port is published on every address of the host. */
final class AllInterfaces extends ContainerRule {
    private static final Set<String> EVERY = Set.of("", "0.0.0.0", "::", "*");

    AllInterfaces() {
        super(
                card(521, Severity.MEDIUM)
                        .title("A port is published on every address of the host")
                        .sees(
                                "Addresses of published ports; fails where there is none, or "
                                        + "0.0.0.0 or [::].")
                        .why(
                                "It is reachable from every network of the host, past many "
                                        + "firewalls.")
                        .fix("Bind it to an address: 127.0.0.1 where a proxy stands before it.")
                        .example("ports: [\"127.0.0.1:8080:80\"]")
                        .maps(Framework.CIS_1_6, "5.14")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.OWASP_CHEATSHEET, "5a")
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
                                                .filter(port -> EVERY.contains(port.hostAddress()))
                                                .map(port ->
                                                        Evidence.of(
                                                                port.at(),
                                                                "port "
                                                                        + port.containerPort()
                                                                        + " is published on every "
                                                                        + "address"))
                                                .toList()));
    }
}
