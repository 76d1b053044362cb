package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Edit;
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
        return facts
                .version()
                .map(at -> {
                    Edit gone = new Edit.RemoveKey(at.path(), List.of("version"));
                    return new Evidence(at, "version is ignored", List.of(gone));
                })
                .stream()
                .toList();
    }
}
