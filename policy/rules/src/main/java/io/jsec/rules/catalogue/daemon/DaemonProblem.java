package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** What dockerd refuses when it reads its configuration. */
final class DaemonProblem extends DaemonRule {
    DaemonProblem() {
        super(
                RuleCard.of("JSEC-P-003", Severity.MEDIUM, Section.DAEMON)
                        .title("The engine refuses its configuration")
                        .sees("Keys of daemon.json and the types of their values.")
                        .why("The engine does not start again after the next change or update.")
                        .fix("Correct the place."));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return Verdict.failing(facts.problems());
    }
}
