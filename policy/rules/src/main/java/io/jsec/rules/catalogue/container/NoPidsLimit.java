package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The number of processes has no limit. */
final class NoPidsLimit extends ContainerRule {
    NoPidsLimit() {
        super(
                card(311, Severity.LOW)
                        .title("The number of processes has no limit")
                        .sees("Limit of processes; fails where there is none.")
                        .why("A fork bomb inside takes the host down.")
                        .fix("Set a limit; a few hundred are enough for most programs.")
                        .example("pids_limit: 200")
                        .maps(Framework.CIS_1_6, "5.29")
                        .maps(Framework.OWASP_DOCKER, "D07")
                        .maps(Framework.OWASP_CHEATSHEET, "7")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "resource policy"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(
                facts,
                ContainerSetting.PIDS_LIMIT,
                0L,
                limit -> limit <= 0,
                "no limit of processes");
    }
}
