package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** A fixed name prevents a second container. */
final class FixedName extends ComposeRule {
    FixedName() {
        super(
                card(8, Severity.INFO)
                        .title("A fixed name prevents a second container")
                        .sees("container_name.")
                        .why("The service cannot be scaled, and two projects collide.")
                        .fix("Remove it.")
                        .strict());
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            service.containerName()
                    .ifPresent(name ->
                            found.add(
                                    Evidence.of(
                                            name.at(), "the name " + name.value() + " is fixed")));
        }
        return found;
    }
}
