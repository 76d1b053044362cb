package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** The build uses the network of the host. */
final class HostNetworkBuild extends ComposeRule {
    HostNetworkBuild() {
        super(
                card(4, Severity.MEDIUM)
                        .title("The build uses the network of the host")
                        .sees("build.network; fails for host.")
                        .why("Commands of the build reach services on the loopback of the host.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "5.10")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            service.buildNetwork()
                    .filter(network -> network.value().equals("host"))
                    .ifPresent(network ->
                            found.add(
                                    Evidence.of(
                                            network.at(),
                                            "the build is in the network of the host")));
        }
        return found;
    }
}
