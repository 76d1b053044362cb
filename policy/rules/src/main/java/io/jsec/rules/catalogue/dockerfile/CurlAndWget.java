package io.jsec.rules.catalogue.dockerfile;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;

/** curl and wget are both used. */
final class CurlAndWget extends DockerfileRule {
    CurlAndWget() {
        super(
                card(74, Severity.INFO)
                        .title("curl and wget are both used")
                        .sees("Calls of both in one file.")
                        .why("Each needs its own packages and settings.")
                        .fix("Use one of them.")
                        .strict());
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        Optional<DockerfileFacts.Command> curl =
                facts.commands().stream()
                        .filter(each -> each.shell().program().equals("curl"))
                        .findFirst();
        return facts.commands().stream()
                .filter(each -> curl.isPresent() && each.shell().program().equals("wget"))
                .findFirst()
                .map(each -> at(facts, each.shell().span(), "curl is used above or below"))
                .stream()
                .toList();
    }
}
