package io.jsec.rules.catalogue.host;

import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Accounts are root by their group. */
final class GroupMembers extends HostRule {
    GroupMembers() {
        super(
                RuleCard.of("JSEC-H-002", Severity.MEDIUM, Section.HOST)
                        .title("Accounts are root by their group")
                        .sees(
                                "Members, by /etc/group and /etc/passwd, of the groups that may "
                                        + "write to the socket of an engine that runs as root.")
                        .why(
                                "A command to the engine gives root without a password and "
                                        + "without a trace.")
                        .fix(
                                "Take accounts out that need not command the engine; use a "
                                        + "rootless engine.")
                        .maps(Framework.CIS_1_6, "1.1.2")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return facts.groupMembers()
                .judge(
                        List.of(),
                        (members, at) ->
                                Verdict.failing(
                                        members.stream()
                                                .map(each ->
                                                        Evidence.of(
                                                                each.at(),
                                                                "member of a group that commands an"
                                                                        + " engine: "
                                                                        + each.value()))
                                                .toList()));
    }
}
