package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.Severity;

/** The cache of dnf or yum stays in the layer. */
final class DnfCache extends LeftBehind {
    DnfCache() {
        super(
                card(44, Severity.INFO)
                        .title("The cache of dnf or yum stays in the layer")
                        .sees("RUN that installs with yum or dnf and cleans up in no command.")
                        .why("The cache takes tens of megabytes.")
                        .fix("End the RUN with dnf clean all."),
                Install.Manager.DNF,
                "the cache of the package manager stays");
    }

    @Override
    boolean cleans(ShellCommand command) {
        return removes(command, "/var/cache/")
                || Install.of(command)
                        .filter(install -> install.verb().equals("clean"))
                        .isPresent();
    }
}
