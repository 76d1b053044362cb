package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Containers stop when the engine does. */
final class EngineNoLiveRestore extends EngineRule {
    EngineNoLiveRestore() {
        super(
                card(205, Severity.LOW)
                        .title("Containers stop when this engine is updated")
                        .sees("Live restore of Docker engines outside a swarm.")
                        .why("Updates of the engine are put off, as they stop everything.")
                        .fix("Set live-restore.")
                        .example("\"live-restore\": true")
                        .maps(Framework.CIS_1_6, "2.15")
                        .maps(Framework.OWASP_DOCKER, "D07")
                        .maps(Framework.NIST_800_190, "4.4.1"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        boolean swarm = facts.swarm().map(part -> part.state().equals("active")).orElse(false);
        if (swarm || !facts.product().equals("Docker")) {
            return new Verdict.NotApplicable(
                    "not for swarms, and not for engines without a daemon");
        }
        return facts.liveRestore()
                .judge(false, (on, at) -> Verdict.failIf(!on, at, "live restore is off"));
    }
}
