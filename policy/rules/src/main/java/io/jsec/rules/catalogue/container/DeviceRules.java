package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Rules let the container make devices. */
final class DeviceRules extends ContainerRule {
    DeviceRules() {
        super(
                card(517, Severity.HIGH)
                        .title("Rules let the container make devices")
                        .sees(
                                "Device cgroup rules; fails for those that allow all, or block "
                                        + "devices to be made.")
                        .why("A disk of the host can be made and read.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "5.18")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.DEVICE_RULES,
                text -> text.matches("(a|[bc] [*]:[*]|b [0-9]+:.*).*m?.*"),
                "{}");
    }
}
