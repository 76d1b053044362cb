package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The group root is added. */
final class RootGroup extends ContainerRule {
    RootGroup() {
        super(
                card(539, Severity.LOW)
                        .title("The group root is added")
                        .sees("Supplementary groups; fails for root, docker and 0.")
                        .why("Files of that group, among them sockets of engines, are open.")
                        .fix("Remove it.")
                        .maps(Framework.OWASP_DOCKER, "D01")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "non-root"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.GROUP_ADD,
                text -> text.matches("root|0+|docker|disk|wheel|sudo"),
                "group {}");
    }
}
