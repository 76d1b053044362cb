package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Ports that are not published are open to the network of the host. */
final class OpenGateway extends NetworkRule {
    private static final List<String> MODES =
            List.of(
                    "com.docker.network.bridge.gateway_mode_ipv4",
                    "com.docker.network.bridge.gateway_mode_ipv6");

    OpenGateway() {
        super(
                card(6, Severity.HIGH)
                        .title("Ports that nobody published are open to the host's network")
                        .sees(
                                "gateway_mode_ipv4 and gateway_mode_ipv6 of bridge networks; "
                                        + "fails for nat-unprotected.")
                        .why(
                                "The firewall lets everything through to the containers: "
                                        + "databases and consoles too.")
                        .fix("Use nat or routed, and publish what others need.")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.OWASP_CHEATSHEET, "5")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(NetworkFacts facts) {
        return each(
                facts,
                MODES,
                mode -> mode.equals("nat-unprotected"),
                "every port of the containers is open");
    }
}
