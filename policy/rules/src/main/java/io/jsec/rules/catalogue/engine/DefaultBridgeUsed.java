package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Containers share the default bridge. */
final class DefaultBridgeUsed extends NetworkRule {
    DefaultBridgeUsed() {
        super(
                card(4, Severity.INFO)
                        .title("Containers are attached to the default bridge")
                        .sees("Containers of the default bridge.")
                        .why(
                                "Everything without a network of its own ends there: strangers "
                                        + "become neighbours.")
                        .fix("Give each application a network of its own.")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.30")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.OWASP_CHEATSHEET, "5")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(NetworkFacts facts) {
        if (!isDefaultBridge(facts)) {
            return new Verdict.NotApplicable("not the default bridge");
        }
        return facts.containers()
                .judge(
                        List.of(),
                        (attached, at) ->
                                Verdict.failIf(
                                        !attached.isEmpty(),
                                        facts.whole(),
                                        names(attached) + " use it"));
    }
}
