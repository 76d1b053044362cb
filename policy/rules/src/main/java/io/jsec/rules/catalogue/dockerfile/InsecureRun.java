package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Keyword;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** RUN asks for all privileges. */
final class InsecureRun extends DockerfileRule {
    InsecureRun() {
        super(
                card(56, Severity.HIGH)
                        .title("RUN asks for all privileges")
                        .sees("--security=insecure of RUN.")
                        .why("The command may do to the build host what root may.")
                        .fix("Remove the flag.")
                        .maps(Framework.CIS_1_6, "5.5")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        facts.all(Keyword.RUN)
                .forEach(run ->
                        run.flag("--security")
                                .filter(flag -> flag.text().equals("insecure"))
                                .ifPresent(flag ->
                                        found.add(
                                                at(
                                                        facts,
                                                        flag.span(),
                                                        "the command has all privileges"))));
        return found;
    }
}
