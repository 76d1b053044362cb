package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.Severity;

/** Lists of apt stay in the layer. */
final class AptLists extends LeftBehind {
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
                                        + "there."),
                Install.Manager.APT,
                "the lists of apt stay");
    }

    @Override
    boolean cleans(ShellCommand command) {
        return removes(command, "/var/lib/apt") || removes(command, "/var/lib/{apt");
    }
}
