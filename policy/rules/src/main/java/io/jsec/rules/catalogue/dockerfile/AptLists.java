package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** Lists of apt stay in the layer. */
final class AptLists extends DockerfileRule {
    AptLists() {
        super(
                card(37, Severity.INFO)
                        .title("Lists of apt stay in the layer")
                        .sees(
                                "RUN that installs with apt and removes /var/lib/apt/lists in no "
                                        + "command.")
                        .why("The lists take tens of megabytes and are old at once.")
                        .fix(
                                "End the RUN with rm -rf /var/lib/apt/lists/*, or mount a cache "
                                        + "there."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {

        List<Evidence> found = new ArrayList<>();
        for (DockerfileFacts.Command command : facts.commands()) {
            boolean installs =
                    Install.of(command.shell())
                            .filter(install ->
                                    install.is(Install.Manager.APT) && install.installs())
                            .isPresent();
            boolean clean =
                    facts.commands().stream()
                            .filter(each -> each.run().equals(command.run()))
                            .anyMatch(each -> cleans(each.shell()));
            boolean cached =
                    command.run()
                            .flags("--mount")
                            .anyMatch(flag ->
                                    flag.text().contains("type=cache")
                                            || flag.text().contains("type=tmpfs"));
            if (installs && !clean && !cached) {
                found.add(at(facts, command.shell().span(), "the lists of apt stay"));
            }
        }
        return found;
    }

    private static boolean cleans(ShellCommand command) {
        return command.program().equals("rm")
                && command.arguments().stream()
                        .anyMatch(word ->
                                word.value().startsWith("/var/lib/apt")
                                        || word.value().startsWith("/var/lib/{apt"));
    }
}
