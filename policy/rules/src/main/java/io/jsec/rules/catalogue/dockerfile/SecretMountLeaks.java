package io.jsec.rules.catalogue.dockerfile;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A mounted secret is written into the image. */
final class SecretMountLeaks extends DockerfileRule {
    private static final Set<String> COPIES = Set.of("cp", "mv", "install", "ln");

    SecretMountLeaks() {
        super(
                card(76, Severity.MEDIUM)
                        .title("A mounted secret is written into the image")
                        .sees(
                                "RUN with a secret mount whose command copies the secret into a "
                                        + "file of the image.")
                        .why("The secret stays in the layer, which the mount was to prevent.")
                        .fix("Read the secret where it is used, and write it nowhere.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (DockerfileFacts.Command command : facts.commands()) {
            boolean mounted =
                    command.run()
                            .flags("--mount")
                            .anyMatch(flag -> flag.text().contains("type=secret"));
            boolean copies =
                    COPIES.contains(command.shell().program())
                            && command.shell().operands().stream()
                                    .findFirst()
                                    .filter(word -> word.value().startsWith("/run/secrets/"))
                                    .isPresent();
            boolean prints =
                    command.shell().program().equals("cat")
                            && command.shell().arguments().stream()
                                    .anyMatch(word -> word.value().startsWith("/run/secrets/"))
                            && command.shell().redirects().stream()
                                    .anyMatch(redirect ->
                                            redirect.operator().contains(">")
                                                    && !redirect.target()
                                                            .value()
                                                            .startsWith("/dev/"));
            if (mounted && (copies || prints)) {
                found.add(at(facts, command.shell().span(), "the secret is written into a layer"));
            }
        }
        return found;
    }
}
