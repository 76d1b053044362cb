package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** ADD fetches a file without checking it. */
final class AddWithoutChecksum extends DockerfileRule {
    AddWithoutChecksum() {
        super(
                card(11, Severity.MEDIUM)
                        .title("ADD fetches a file without checking it")
                        .sees(
                                "Remote sources of ADD over HTTP without --checksum; repositories "
                                        + "are left to their commit.")
                        .why("Whoever controls the server or the way to it controls the image.")
                        .fix("Give --checksum=sha256:….")
                        .example("ADD --checksum=sha256:… https://example.org/a /a")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction add : facts.all(Keyword.ADD)) {
            for (Text word : add.words()) {
                String url = word.value();
                boolean remote = url.startsWith("http://") || url.startsWith("https://");
                if (remote && !url.contains(".git") && add.flag("--checksum").isEmpty()) {
                    found.add(at(facts, word.span(), url + " is taken as it comes"));
                }
            }
        }
        return found;
    }
}
