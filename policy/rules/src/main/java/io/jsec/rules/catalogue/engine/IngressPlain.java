package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Traffic to published ports crosses the swarm in plain. */
final class IngressPlain extends NetworkRule {
    IngressPlain() {
        super(
                card(3, Severity.INFO)
                        .title("Traffic to published ports crosses the swarm in plain")
                        .sees("Options of the ingress network; fails where encrypted is missing.")
                        .why(
                                "Who listens between the nodes reads what clients send, unless "
                                        + "they use TLS.")
                        .fix("Make the ingress network anew with --opt encrypted.")
                        .strict()
                        .maps(Framework.CIS_1_6, "7.3")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.3.3"));
    }

    @Override
    public Verdict judge(NetworkFacts facts) {
        return facts.ingress()
                .judge(
                        false,
                        (ingress, at) ->
                                ingress
                                        ? Verdict.failIf(
                                                isPlain(facts), at, "traffic is not encrypted")
                                        : new Verdict.NotApplicable(
                                                "not the network of published ports"));
    }
}
