package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.Located;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Ports are published on every address unless told otherwise. */
final class EveryAddress extends NetworkRule {
    private static final String BINDING = "com.docker.network.bridge.host_binding_ipv4";

    EveryAddress() {
        super(
                card(5, Severity.INFO)
                        .title("Ports of the network are published on every address by default")
                        .sees(
                                "host_binding_ipv4 of bridge networks; fails for 0.0.0.0, which"
                                        + " the default bridge has.")
                        .why(
                                "A port that is published in haste is open to every network of "
                                        + "the host.")
                        .fix("Set ip in daemon.json to 127.0.0.1, or the option of the network.")
                        .example("\"ip\": \"127.0.0.1\"")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.14")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.OWASP_CHEATSHEET, "5a")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(NetworkFacts facts) {
        Located<String> option = facts.options().get(BINDING);
        return option == null
                ? new Verdict.NotApplicable("the network sets no address")
                : Verdict.failIf(
                        option.value().matches("|0[.]0[.]0[.]0|::"), option.at(), "every address");
    }
}
