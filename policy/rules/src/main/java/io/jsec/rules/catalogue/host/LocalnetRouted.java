package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Set;

/** Neighbours reach ports that are bound to loopback. */
final class LocalnetRouted extends HostRule {
    LocalnetRouted() {
        super(
                RuleCard.of("JSEC-H-028", Severity.MEDIUM, Section.HOST)
                        .title("Neighbours reach ports that are bound to loopback")
                        .sees(
                                "The switch net.ipv4.conf.all.route_localnet of the kernel; "
                                        + "fails for 1.")
                        .why(
                                "Packets to 127.0.0.1 are taken from the network too, and ports "
                                        + "published there are open.")
                        .fix(
                                "sysctl -w net.ipv4.conf.all.route_localnet=0, and keep it in "
                                        + "/etc/sysctl.d.")
                        .example("net.ipv4.conf.all.route_localnet = 0")
                        .maps(Framework.NIST_800_190, "4.5.5")
                        .maps(Framework.OWASP_DOCKER, "D03"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return sysctl(facts, "net.ipv4.conf.all.route_localnet", Set.of("1"));
    }
}
