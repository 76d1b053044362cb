package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.regex.Pattern;

/** A device of the host is given away. */
final class HostDevice extends ContainerRule {
    private static final Pattern DISKS =
            Pattern.compile(
                    "/dev/(sd[a-z]{1,2}[0-9]*|vd[a-z]{1,2}[0-9"
                            + "]*|xvd[a-z]{1,2}[0-9]*|nvme[0-9].*|dm-[0-9]+|mapper/.+|md[0-9]+|"
                            + "loop[0-9]*|mem|kmem|port|kmsg|kvm|vhost-.*|disk/.+)(:|$)");

    HostDevice() {
        super(
                card(515, Severity.HIGH)
                        .title("A device of the host is given away")
                        .sees(
                                "Devices; fails for disks, memory and kernel devices; others are "
                                        + "medium by JSEC-C-516.")
                        .why("A disk can be read and written past every permission.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "5.18")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.DEVICES,
                text -> DISKS.matcher(text).lookingAt(),
                "{} gives the host away");
    }
}
