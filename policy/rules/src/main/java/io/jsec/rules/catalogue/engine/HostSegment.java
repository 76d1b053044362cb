package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Containers stand in the network of the host. */
final class HostSegment extends NetworkRule {
    HostSegment() {
        super(
                card(7, Severity.INFO)
                        .title("Containers stand beside the host in its network")
                        .sees("Drivers of networks; fails for macvlan and ipvlan with a way out.")
                        .why(
                                "Each port of a container is open there, past the firewall of "
                                        + "the host.")
                        .fix("Use a bridge and publish ports, or filter at the switch.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(NetworkFacts facts) {
        boolean internal = facts.internal().orElse(false);
        return facts.driver()
                .judge(
                        "",
                        (driver, at) ->
                                Verdict.failIf(
                                        driver.matches("macvlan|ipvlan") && !internal,
                                        at,
                                        "driver " + driver));
    }
}
