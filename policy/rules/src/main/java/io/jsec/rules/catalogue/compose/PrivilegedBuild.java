package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** The build has all privileges. */
final class PrivilegedBuild extends ComposeRule {
    PrivilegedBuild() {
        super(
                card(5, Severity.HIGH)
                        .title("The build has all privileges")
                        .sees("build.privileged.")
                        .why("Commands of the build may do to the host what root may.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "5.5")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            service.buildPrivileged()
                    .ifPresent(at -> found.add(Evidence.of(at, "the build is privileged")));
        }
        return found;
    }
}
