package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A control group of another place is used. */
final class CgroupParent extends ContainerRule {
    CgroupParent() {
        super(
                card(511, Severity.LOW)
                        .title("A control group of another place is used")
                        .sees("Parent of the control group.")
                        .why("Limits and accounts of the engine do not hold there.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "5.25")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(
                facts,
                ContainerSetting.CGROUP_PARENT,
                "",
                parent -> !parent.isBlank(),
                "cgroup parent {}");
    }
}
