package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The engine is part of a swarm. */
final class SwarmOn extends SwarmRule {
    SwarmOn() {
        super(
                card(1, Severity.INFO)
                        .title("The engine is part of a swarm")
                        .sees("State of the swarm; fails where it is active.")
                        .why("It opens ports to other hosts, which may start containers here.")
                        .fix("docker swarm leave, where nobody needs it.")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.1")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.3.1"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return facts.swarm()
                .judge(
                        NONE,
                        (swarm, at) ->
                                Verdict.failIf(
                                        swarm.state().equals("active"),
                                        at,
                                        swarm.manager() ? "a manager" : "a worker"));
    }
}
