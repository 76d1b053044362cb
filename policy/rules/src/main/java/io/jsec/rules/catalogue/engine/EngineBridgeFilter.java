package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.regex.Pattern;

/** The firewall does not see traffic within a bridge. */
final class EngineBridgeFilter extends EngineRule {
    private static final Pattern FILTER =
            Pattern.compile("(bridge-nf-call-ip6?tables) is disabled");

    EngineBridgeFilter() {
        super(
                card(212, Severity.LOW)
                        .title("The firewall does not see traffic within a bridge")
                        .sees(
                                "Warnings of the engine; fails where bridge-nf-call-iptables is"
                                        + " said to be off.")
                        .why("Containers of one bridge reach each other even where icc is false.")
                        .fix(
                                "sysctl net.bridge.bridge-nf-call-iptables=1, and the same for "
                                        + "ip6tables.")
                        .maps(Framework.CIS_1_6, "2.2")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return warning(facts, FILTER, "{} is off");
    }
}
