package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Expanded;
import io.jsec.dockerfile.Stage;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The base image has no fixed version. */
final class UnpinnedBase extends DockerfileRule {
    UnpinnedBase() {
        super(
                card(3, Severity.MEDIUM)
                        .title("The base image has no fixed version")
                        .sees(
                                "The image of each FROM with its arguments resolved; fails where "
                                        + "the tag is missing or latest and there is no digest.")
                        .why(
                                "Two builds of the same file differ, and what was tested is not "
                                        + "what runs.")
                        .fix("Name a version, better with its digest.")
                        .example("FROM debian:12.5")
                        .maps(Framework.CIS_1_6, "4.2")
                        .maps(Framework.OWASP_DOCKER, "D08", "D02")
                        .maps(Framework.OWASP_CHEATSHEET, "13")
                        .maps(Framework.NIST_800_190, "4.1.5"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            Expanded base = facts.scopes().base(stage);
            boolean image =
                    base.known() && !base.text().isEmpty() && !base.text().equals("scratch");
            if (image && facts.scopes().parent(stage).isEmpty()) {
                floating(base.text())
                        .ifPresent(why -> found.add(at(facts, stage.base().span(), why)));
            }
        }
        return found;
    }

    private static Optional<String> floating(String image) {
        if (image.contains("@")) {
            return Optional.empty();
        }
        String name = image.substring(image.lastIndexOf('/') + 1);
        int colon = name.indexOf(':');
        if (colon < 0) {
            return Optional.of("the image " + image + " has no tag, which means latest");
        }
        return name.substring(colon + 1).equals("latest")
                ? Optional.of("the image " + image + " changes without notice")
                : Optional.empty();
    }
}
