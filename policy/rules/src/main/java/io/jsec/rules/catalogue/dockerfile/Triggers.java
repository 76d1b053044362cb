package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Keyword;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.List;

/** The image changes the builds that use it. */
final class Triggers extends DockerfileRule {
    Triggers() {
        super(
                card(63, Severity.INFO)
                        .title("The image changes the builds that use it")
                        .sees("ONBUILD.")
                        .why("What runs in those builds stands in no file of theirs.")
                        .fix("Write the instructions where they run.")
                        .strict());
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        return facts.all(Keyword.ONBUILD).stream()
                .map(each -> at(facts, each.span(), "a trigger runs in other builds"))
                .toList();
    }
}
