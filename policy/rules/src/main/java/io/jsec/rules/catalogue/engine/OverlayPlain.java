package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Traffic between nodes of a swarm is not encrypted. */
final class OverlayPlain extends NetworkRule {
    OverlayPlain() {
        super(
                card(2, Severity.MEDIUM)
                        .title("Traffic between nodes of a swarm is not encrypted")
                        .sees(
                                "Options of overlay networks; fails where encrypted is missing."
                                        + " The network of published ports is left out.")
                        .why(
                                "Who listens between the nodes reads and changes what services "
                                        + "say to each other.")
                        .fix("Make the network with --opt encrypted.")
                        .example("docker network create --driver overlay --opt encrypted back")
                        .maps(Framework.CIS_1_6, "7.3")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.3.3"));
    }

    @Override
    public Verdict judge(NetworkFacts facts) {
        boolean ingress = facts.ingress().orElse(false);
        return facts.driver()
                .judge(
                        "",
                        (driver, at) ->
                                !driver.equals("overlay") || ingress
                                        ? new Verdict.NotApplicable("not an overlay network")
                                        : Verdict.failIf(
                                                isPlain(facts), at, "traffic is not encrypted"));
    }
}
