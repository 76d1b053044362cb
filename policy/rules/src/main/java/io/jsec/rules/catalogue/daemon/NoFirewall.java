package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** The engine makes no firewall rules. */
final class NoFirewall extends DaemonRule {
    NoFirewall() {
        super(
                card(6, Severity.HIGH)
                        .title("The engine makes no firewall rules")
                        .sees("iptables and ip6tables, which are on by default.")
                        .why(
                                "Ports and networks are no longer kept apart, unless you write all "
                                        + "the rules yourself.")
                        .fix("Remove the keys.")
                        .maps(Framework.CIS_1_6, "2.4")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        Verdict four = wanted(facts, "iptables", true, true, "no rules for IPv4");
        return Verdict.all(
                List.of(four, wanted(facts, "ip6tables", true, true, "no rules for IPv6")));
    }
}
