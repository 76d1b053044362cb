package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The keys of the swarm lie on the disk in plain. */
final class SwarmAutolock extends SwarmRule {
    SwarmAutolock() {
        super(
                card(3, Severity.MEDIUM)
                        .title("The keys of the swarm lie on the disk in plain")
                        .sees("Autolock of managers.")
                        .why(
                                "Who gets a disk or a backup of a manager reads every secret of"
                                        + " the swarm, and joins it.")
                        .fix("docker swarm update --autolock=true, and keep the key elsewhere.")
                        .maps(Framework.CIS_1_6, "7.5")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.NIST_800_190, "4.3.5"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return manager(
                facts,
                swarm ->
                        swarm.autolock()
                                .judge(
                                        false,
                                        (on, at) -> Verdict.failIf(!on, at, "autolock is off")));
    }
}
