package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Scope;
import io.jsec.dockerfile.Span;
import io.jsec.dockerfile.Stage;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;

/** No USER is set. */
final class NoUser extends DockerfileRule {
    NoUser() {
        super(
                card(2, Severity.MEDIUM)
                        .title("No USER is set")
                        .sees(
                                "Whether the last stage, or a stage it starts from, has a USER; "
                                        + "base images named nonroot, rootless or unprivileged "
                                        + "are taken at "
                                        + "their word.")
                        .why("Most base images run as root where nothing else is said.")
                        .fix("End the last stage with the USER of an account without privileges.")
                        .example("USER 10001:10001")
                        .maps(Framework.CIS_1_6, "4.1")
                        .maps(Framework.OWASP_DOCKER, "D01")
                        .maps(Framework.OWASP_CHEATSHEET, "2")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "non-root"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        Optional<Stage> last = facts.last();
        if (last.isEmpty()) {
            return List.of();
        }
        Scope end = facts.scopes().end(last.get());
        if (end.user().isPresent()
                || !end.base().image().known()
                || namesOne(end.base().image().text())) {
            return List.of();
        }
        Span place = last.get().from().span();
        return List.of(
                at(facts, place, "no USER is set, so the image runs as its base image does"));
    }

    private static boolean namesOne(String image) {
        return image.contains("nonroot")
                || image.contains("rootless")
                || image.contains("unprivileged");
    }
}
