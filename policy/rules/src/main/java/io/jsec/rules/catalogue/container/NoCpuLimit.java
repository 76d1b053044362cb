package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** CPU time has no limit. */
final class NoCpuLimit extends ContainerRule {
    NoCpuLimit() {
        super(
                card(519, Severity.LOW)
                        .title("CPU time has no limit")
                        .sees("CPU quota and weight; fails where neither is set.")
                        .why("One container can take the CPUs from all others.")
                        .fix("Set cpus or cpu_shares.")
                        .example("cpus: 0.5")
                        .maps(Framework.CIS_1_6, "5.12")
                        .maps(Framework.OWASP_DOCKER, "D07")
                        .maps(Framework.OWASP_CHEATSHEET, "7")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "resource policy"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        boolean weight = facts.get(ContainerSetting.CPU_SHARES).orElse(0L) > 0;
        return value(
                facts,
                ContainerSetting.MILLI_CPUS,
                0L,
                limit -> limit <= 0 && !weight,
                "no CPU limit");
    }
}
