package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Keyword;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.List;

/** A stage has several ENTRYPOINT. */
final class SeveralEntrypoint extends DockerfileRule {
    SeveralEntrypoint() {
        super(
                card(30, Severity.LOW)
                        .title("A stage has several ENTRYPOINT")
                        .sees("ENTRYPOINT of each stage; fails at all but the last.")
                        .why("Only the last one counts; the others mislead the reader.")
                        .fix("Keep the last one."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        return Repeated.all(facts, Keyword.ENTRYPOINT);
    }
}
