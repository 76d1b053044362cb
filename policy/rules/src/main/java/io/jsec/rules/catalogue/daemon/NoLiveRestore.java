package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Containers stop with the engine. */
final class NoLiveRestore extends DaemonRule {
    NoLiveRestore() {
        super(
                card(16, Severity.LOW)
                        .title("Containers stop with the engine")
                        .sees("live-restore, which is off by default.")
                        .why("Updates of the engine are put off, as they stop everything.")
                        .fix("Set live-restore; not in a swarm.")
                        .example("\"live-restore\": true")
                        .maps(Framework.CIS_1_6, "2.15")
                        .maps(Framework.OWASP_DOCKER, "D07")
                        .maps(Framework.NIST_800_190, "4.4.1"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return wanted(facts, "live-restore", false, true, "containers stop with the engine");
    }
}
