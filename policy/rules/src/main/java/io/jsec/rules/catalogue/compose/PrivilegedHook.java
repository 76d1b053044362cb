package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** A hook runs with every privilege. */
final class PrivilegedHook extends ComposeRule {
    PrivilegedHook() {
        super(
                card(12, Severity.HIGH)
                        .title("A hook has every privilege")
                        .sees("privileged in post_start and pre_stop.")
                        .why(
                                "The command may do to the host what root may, whatever the "
                                        + "service itself may.")
                        .fix("Remove it; do such work outside containers.")
                        .maps(Framework.CIS_1_6, "5.23")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            service.privilegedHooks()
                    .forEach(at -> found.add(Evidence.of(at, "a privileged hook")));
        }
        return found;
    }
}
