package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A capability over the network is added. */
final class RawPackets extends ContainerRule {
    RawPackets() {
        super(
                card(505, Severity.MEDIUM)
                        .title("A capability over the network is added")
                        .sees("Added capabilities NET_ADMIN, NET_RAW and NET_BROADCAST.")
                        .why("Packets of neighbours can be forged, read or redirected.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "5.4")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "3")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.CAP_ADD,
                text -> text.matches("NET_(ADMIN|RAW|BROADCAST)"),
                "{} is added");
    }
}
