package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Keyword;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** RUN uses the network of the build host. */
final class HostNetworkRun extends DockerfileRule {
    HostNetworkRun() {
        super(
                card(57, Severity.MEDIUM)
                        .title("RUN uses the network of the build host")
                        .sees("--network=host of RUN.")
                        .why("The command reaches services that listen on loopback there.")
                        .fix("Remove the flag.")
                        .maps(Framework.CIS_1_6, "5.10")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        facts.all(Keyword.RUN)
                .forEach(run ->
                        run.flag("--network")
                                .filter(flag -> flag.text().equals("host"))
                                .ifPresent(flag ->
                                        found.add(
                                                at(
                                                        facts,
                                                        flag.span(),
                                                        "the command is in the network of the "
                                                                + "host"))));
        return found;
    }
}
