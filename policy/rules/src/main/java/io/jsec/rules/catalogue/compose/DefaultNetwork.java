package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** All services share the default network. */
final class DefaultNetwork extends ComposeRule {
    DefaultNetwork() {
        super(
                card(2, Severity.INFO)
                        .title("All services share the default network")
                        .sees("Networks of services, where a project has several services.")
                        .why("A service that is taken over reaches all others.")
                        .fix("Give services that must talk a network of their own.")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.30")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.OWASP_CHEATSHEET, "5a")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            boolean several = facts.services().size() > 1;
            if (several && service.networks().isEmpty()) {
                found.add(Evidence.of(service.at(), service.name() + " is in the default network"));
            }
        }
        return found;
    }
}
