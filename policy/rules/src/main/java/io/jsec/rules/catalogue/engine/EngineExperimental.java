package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Experimental features of the engine are on. */
final class EngineExperimental extends EngineRule {
    EngineExperimental() {
        super(
                card(209, Severity.LOW)
                        .title("Experimental features of the engine are on")
                        .sees("What the engine says of its version.")
                        .why("They may change or break without notice.")
                        .fix("Set experimental to false.")
                        .maps(Framework.CIS_1_6, "2.18")
                        .maps(Framework.OWASP_DOCKER, "D02")
                        .maps(Framework.NIST_800_190, "4.4.1"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return facts.product().equals("Docker")
                ? facts.experimental()
                        .judge(false, (on, at) -> Verdict.failIf(on, at, "experimental is on"))
                : new Verdict.NotApplicable("only Docker has the switch");
    }
}
