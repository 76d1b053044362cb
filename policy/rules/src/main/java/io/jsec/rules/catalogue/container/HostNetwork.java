package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The network of the host is used. */
final class HostNetwork extends ContainerRule {
    HostNetwork() {
        super(
                card(304, Severity.HIGH)
                        .title("The network of the host is used")
                        .sees("Network mode; fails for host.")
                        .why(
                                "The container reaches every service on the loopback of the host, "
                                        + "and may listen on any port.")
                        .fix("Publish the ports that are needed.")
                        .maps(Framework.CIS_1_6, "5.10")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.OWASP_CHEATSHEET, "5")
                        .maps(Framework.NIST_800_190, "4.4.2")
                        .maps(Framework.NSA_CISA, "host network"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(facts, ContainerSetting.NETWORK_MODE, "", "host"::equals, "network mode host");
    }
}
