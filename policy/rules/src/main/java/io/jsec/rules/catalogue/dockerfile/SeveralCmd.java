package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Keyword;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.List;

/** A stage has several CMD. */
final class SeveralCmd extends DockerfileRule {
    SeveralCmd() {
        super(
                card(29, Severity.LOW)
                        .title("A stage has several CMD")
                        .sees("CMD of each stage; fails at all but the last.")
                        .why("Only the last one counts; the others mislead the reader.")
                        .fix("Keep the last one."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        return Repeated.all(facts, Keyword.CMD);
    }
}
