package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The number of managers of the swarm helps nobody. */
final class SwarmManagers extends SwarmRule {
    private static final long MANAGERS_MAX = 7;

    SwarmManagers() {
        super(
                card(2, Severity.LOW)
                        .title("The number of managers of the swarm is even or large")
                        .sees("Number of managers; fails where it is even or above seven.")
                        .why(
                                "Each manager holds all keys of the swarm; an even number "
                                        + "survives no more failures than one less.")
                        .fix("docker node demote until there are one, three, five or seven.")
                        .maps(Framework.CIS_1_6, "7.1")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.3.1"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return manager(
                facts,
                swarm ->
                        swarm.managers()
                                .judge(
                                        1L,
                                        (number, at) ->
                                                Verdict.failIf(
                                                        number % 2 == 0 || number > MANAGERS_MAX,
                                                        at,
                                                        number + " managers")));
    }
}
