package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.Severity;

/** The cache of zypper stays in the layer. */
final class ZypperCache extends LeftBehind {
    ZypperCache() {
        super(
                card(46, Severity.INFO)
                        .title("The cache of zypper stays in the layer")
                        .sees("RUN that installs with zypper and cleans up in no command.")
                        .why("The cache is needless in an image.")
                        .fix("End the RUN with zypper clean --all."),
                Install.Manager.ZYPPER,
                "the cache of zypper stays");
    }

    @Override
    boolean cleans(ShellCommand command) {
        return Install.of(command)
                .filter(install -> install.verb().equals("clean") || install.verb().equals("cc"))
                .isPresent();
    }
}
