package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Certificates of nodes live long. */
final class SwarmCertificates extends SwarmRule {
    private static final long HOURS_MAX = 90 * 24;

    SwarmCertificates() {
        super(
                card(4, Severity.LOW)
                        .title("Certificates of the swarm's nodes live longer than ninety days")
                        .sees("Expiry that managers give to nodes.")
                        .why("A stolen key of a node stays good for as long.")
                        .fix("docker swarm update --cert-expiry 720h")
                        .maps(Framework.CIS_1_6, "7.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.3.5"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return manager(
                facts,
                swarm ->
                        swarm.certificateHours()
                                .judge(
                                        HOURS_MAX,
                                        (hours, at) ->
                                                Verdict.failIf(
                                                        hours > HOURS_MAX, at, hours + " hours")));
    }
}
