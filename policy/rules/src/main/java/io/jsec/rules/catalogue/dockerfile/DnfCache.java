package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** The cache of dnf or yum stays in the layer. */
final class DnfCache extends DockerfileRule {
    DnfCache() {
        super(
                card(44, Severity.INFO)
                        .title("The cache of dnf or yum stays in the layer")
                        .sees("RUN that installs with yum or dnf and cleans up in no command.")
                        .why("The cache takes tens of megabytes.")
                        .fix("End the RUN with dnf clean all."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {

        List<Evidence> found = new ArrayList<>();
        for (DockerfileFacts.Command command : facts.commands()) {
            boolean installs =
                    Install.of(command.shell())
                            .filter(install ->
                                    install.is(Install.Manager.DNF) && install.installs())
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
                found.add(
                        at(
                                facts,
                                command.shell().span(),
                                "the cache of the package manager stays"));
            }
        }
        return found;
    }

    private static boolean cleans(ShellCommand command) {
        boolean removes =
                command.program().equals("rm")
                        && command.arguments().stream()
                                .anyMatch(word -> word.value().startsWith("/var/cache/"));
        return removes
                || Install.of(command)
                        .filter(install -> install.verb().equals("clean"))
                        .isPresent();
    }
}
