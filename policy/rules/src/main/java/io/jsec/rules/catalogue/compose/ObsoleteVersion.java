package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.List;

/** The key version means nothing any more. */
final class ObsoleteVersion extends ComposeRule {
    ObsoleteVersion() {
        super(
                card(1, Severity.INFO)
                        .title("The key version means nothing any more")
                        .sees("The key version.")
                        .why("Compose ignores it and warns.")
                        .fix("Remove it.")
                        .strict());
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        return facts.version().map(at -> Evidence.of(at, "version is ignored")).stream().toList();
    }
}
