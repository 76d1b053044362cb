package io.jsec.rules.catalogue.host;

import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** The swarm listens on every address of the host. */
final class SwarmEverywhere extends HostRule {
    SwarmEverywhere() {
        super(
                RuleCard.of("JSEC-H-005", Severity.MEDIUM, Section.HOST)
                        .title("The swarm listens on every address of the host")
                        .sees("TCP port 2377; fails where it is bound to every address.")
                        .why("Networks that have no part in the swarm reach its managers.")
                        .fix(
                                "Start the swarm with --listen-addr and the address of its own "
                                        + "network.")
                        .maps(Framework.CIS_1_6, "7.2")
                        .maps(Framework.OWASP_DOCKER, "D03"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return facts.listeners()
                .judge(
                        List.of(),
                        (listeners, at) ->
                                Verdict.failing(
                                        listeners.stream()
                                                .filter(each ->
                                                        each.port() == 2377 && each.everywhere())
                                                .map(each ->
                                                        Evidence.of(
                                                                at,
                                                                "the swarm listens on "
                                                                        + each.text()))
                                                .toList()));
    }
}
