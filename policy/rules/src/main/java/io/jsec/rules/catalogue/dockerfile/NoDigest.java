package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Expanded;
import io.jsec.dockerfile.Stage;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** The base image is not pinned by digest. */
final class NoDigest extends DockerfileRule {
    NoDigest() {
        super(
                card(4, Severity.INFO)
                        .title("The base image is not pinned by digest")
                        .sees("The image of each FROM; fails where it has no digest.")
                        .why("A tag can be moved to other content by whoever may push it.")
                        .fix("Append the digest that was tested, and let a bot update it.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.OWASP_CHEATSHEET, "13")
                        .maps(Framework.NIST_800_190, "4.1.5"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            Expanded base = facts.scopes().base(stage);
            boolean image = base.known() && !base.text().equals("scratch");
            if (image && !base.text().contains("@") && facts.scopes().parent(stage).isEmpty()) {
                found.add(
                        at(
                                facts,
                                stage.base().span(),
                                "the image " + base.text() + " has no digest"));
            }
        }
        return found;
    }
}
