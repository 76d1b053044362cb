package io.jsec.rules.catalogue.engine;

import io.jsec.rules.ExecFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A command has every capability in a container. */
final class PrivilegedExec implements Rule<ExecFacts> {
    private static final RuleCard CARD =
            RuleCard.of("JSEC-C-560", Severity.HIGH, Section.CONTAINERS)
                    .title("A command has every capability in a container")
                    .sees(
                            "Commands that docker exec started and that run now; earlier ones "
                                    + "are not told by an engine.")
                    .why("It can leave the container, whatever the container itself may do.")
                    .fix("Leave --privileged out of docker exec; end the command.")
                    .maps(Framework.CIS_1_6, "5.23")
                    .maps(Framework.OWASP_DOCKER, "D04")
                    .maps(Framework.NIST_800_190, "4.4.3")
                    .build();

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Class<ExecFacts> subject() {
        return ExecFacts.class;
    }

    @Override
    public Verdict judge(ExecFacts facts) {
        return facts.privileged()
                .judge(
                        false,
                        (on, at) ->
                                Verdict.failIf(
                                        on,
                                        at,
                                        "docker exec --privileged " + "runs " + facts.command()));
    }
}
