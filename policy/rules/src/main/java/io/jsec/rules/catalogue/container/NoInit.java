package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Orphaned processes are not reaped. */
final class NoInit extends ContainerRule {
    NoInit() {
        super(
                card(537, Severity.INFO)
                        .title("Orphaned processes are not reaped")
                        .sees("Whether a small init runs first.")
                        .why("Processes that ended pile up until no new one can start.")
                        .fix("Set init where the program starts others.")
                        .strict());
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(facts, ContainerSetting.INIT, false, on -> !on, "no init");
    }
}
