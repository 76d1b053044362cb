package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** Copied files are writable for everybody. */
final class CopyMode extends DockerfileRule {
    CopyMode() {
        super(
                card(70, Severity.MEDIUM)
                        .title("Copied files are writable for everybody")
                        .sees("--chmod of COPY and ADD.")
                        .why("Any account in the container can change code that others run.")
                        .fix("Give a mode without the last w.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction each : facts.file().instructions()) {
            each.flag("--chmod")
                    .filter(flag -> Modes.writableByAll(flag.text()))
                    .ifPresent(flag ->
                            found.add(
                                    at(
                                            facts,
                                            flag.span(),
                                            "mode " + flag.text() + " lets everybody write")));
        }
        return found;
    }
}
