package io.jsec.rules.catalogue.host;

import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** An engine's socket is mounted elsewhere. */
final class MountedSocket extends HostRule {
    MountedSocket() {
        super(
                RuleCard.of("JSEC-H-007", Severity.CRITICAL, Section.HOST)
                        .title("A process in another mount namespace sees an engine socket")
                        .sees(
                                "Mounts of all processes that may be read; fails where one with "
                                        + "another root than the host sees the socket of an "
                                        + "engine, alone "
                                        + "or with its folder.")
                        .why("Whoever takes over that process commands the engine.")
                        .fix(
                                "Remove the mount; give the program an API that can only do what "
                                        + "it needs.")
                        .maps(Framework.CIS_1_6, "5.32")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.OWASP_CHEATSHEET, "1")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return facts.mountedSockets()
                .judge(
                        List.of(),
                        (sockets, at) ->
                                Verdict.failing(
                                        sockets.stream()
                                                .map(each -> Evidence.of(each.at(), each.value()))
                                                .toList()));
    }
}
