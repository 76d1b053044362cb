package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** The cache of zypper stays in the layer. */
final class ZypperCache extends DockerfileRule {
    ZypperCache() {
        super(
                card(46, Severity.INFO)
                        .title("The cache of zypper stays in the layer")
                        .sees("RUN that installs with zypper and cleans up in no command.")
                        .why("The cache is needless in an image.")
                        .fix("End the RUN with zypper clean --all."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {

        List<Evidence> found = new ArrayList<>();
        for (DockerfileFacts.Command command : facts.commands()) {
            boolean installs =
                    Install.of(command.shell())
                            .filter(install ->
                                    install.is(Install.Manager.ZYPPER) && install.installs())
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
                found.add(at(facts, command.shell().span(), "the cache of zypper stays"));
            }
        }
        return found;
    }

    private static boolean cleans(ShellCommand command) {
        return Install.of(command)
                .filter(install -> install.verb().equals("clean") || install.verb().equals("cc"))
                .isPresent();
    }
}
