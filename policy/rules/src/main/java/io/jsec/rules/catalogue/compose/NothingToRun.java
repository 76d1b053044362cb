package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** A service has neither an image nor a build. */
final class NothingToRun extends ComposeRule {
    NothingToRun() {
        super(
                card(10, Severity.LOW)
                        .title("A service has neither an image nor a build")
                        .sees(
                                "Services without image and build; those that a provider starts "
                                        + "are left out.")
                        .why("The project does not start.")
                        .fix("Name an image or a build."));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            if (!service.build() && !service.image()) {
                found.add(Evidence.of(service.at(), service.name() + " has nothing to run"));
            }
        }
        return found;
    }
}
