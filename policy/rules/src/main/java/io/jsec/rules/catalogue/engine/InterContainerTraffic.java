package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.Located;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Containers of the default bridge reach each other. */
final class InterContainerTraffic extends NetworkRule {
    private static final String ICC = "com.docker.network.bridge.enable_icc";

    InterContainerTraffic() {
        super(
                card(1, Severity.MEDIUM)
                        .title("Containers that share the default bridge reach each other")
                        .sees(
                                "enable_icc of the default bridge; fails where it is on and two"
                                        + " or more containers are attached.")
                        .why(
                                "A container that is taken over reaches every port of the "
                                        + "others, published or not.")
                        .fix("Set icc to false, and give services networks of their own.")
                        .maps(Framework.CIS_1_6, "2.2")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.OWASP_CHEATSHEET, "5")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(NetworkFacts facts) {
        if (!isDefaultBridge(facts)) {
            return new Verdict.NotApplicable("not the default bridge");
        }
        Located<String> option = facts.options().get(ICC);
        boolean on = option == null || !option.value().equals("false");
        return facts.containers()
                .judge(
                        List.of(),
                        (attached, at) ->
                                Verdict.failIf(
                                        on && attached.size() > 1,
                                        option == null ? facts.whole() : option.at(),
                                        names(attached) + " reach each other"));
    }
}
