package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** More containers are stopped than run. */
final class EngineStopped extends EngineRule {
    private static final long STOPPED_MIN = 10;

    EngineStopped() {
        super(
                card(213, Severity.INFO)
                        .title("More containers are stopped than run")
                        .sees(
                                "Numbers of containers; fails where ten or more are stopped, "
                                        + "and more than run.")
                        .why("Old containers keep old secrets, logs and images.")
                        .fix("docker container prune")
                        .strict()
                        .maps(Framework.CIS_1_6, "6.2")
                        .maps(Framework.OWASP_DOCKER, "D02")
                        .maps(Framework.NIST_800_190, "4.5.3"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        long running = facts.running().orElse(0L);
        return facts.stopped()
                .judge(
                        0L,
                        (stopped, at) ->
                                Verdict.failIf(
                                        stopped >= STOPPED_MIN && stopped > running,
                                        at,
                                        stopped + " stopped, " + running + " running"));
    }
}
