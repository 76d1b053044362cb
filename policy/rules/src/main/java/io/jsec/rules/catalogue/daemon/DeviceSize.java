package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The size of devices is changed. */
final class DeviceSize extends DaemonRule {
    DeviceSize() {
        super(
                card(30, Severity.LOW)
                        .title("The size of the containers' devices is changed")
                        .sees("Storage options; fails for dm.basesize.")
                        .why(
                                "The driver devicemapper is gone from newer engines, which do not "
                                        + "start with it; before, larger devices let one "
                                        + "container fill the disk.")
                        .fix("Remove the option.")
                        .maps(Framework.CIS_1_6, "2.11")
                        .maps(Framework.OWASP_DOCKER, "D07"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return items(
                facts, "storage-opts", option -> option.startsWith("dm.basesize"), "{} is set");
    }
}
