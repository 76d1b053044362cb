package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** The build takes its files over plain HTTP or git. */
final class PlainContext extends ComposeRule {
    PlainContext() {
        super(
                card(7, Severity.MEDIUM)
                        .title("The build takes its files over plain HTTP or git")
                        .sees("build.context; fails for http:// and git://.")
                        .why("Anybody on the way can change what is built.")
                        .fix("Use HTTPS or SSH.")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            service.context()
                    .filter(context ->
                            context.value().startsWith("http://")
                                    || context.value().startsWith("git://"))
                    .ifPresent(context ->
                            found.add(
                                    Evidence.of(
                                            context.at(),
                                            context.value()
                                                    + " is not protected "
                                                    + "on the way")));
        }
        return found;
    }
}
