package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Shared memory of the host is reachable. */
final class HostIpc extends ContainerRule {
    HostIpc() {
        super(
                card(507, Severity.MEDIUM)
                        .title("Shared memory of the host is reachable")
                        .sees("IPC mode; fails for host.")
                        .why("Programs of the host that share memory can be read and disturbed.")
                        .fix("Remove it.")
                        .maps(Framework.CIS_1_6, "5.17")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "host process namespace"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(facts, ContainerSetting.IPC_MODE, "", "host"::equals, "ipc mode host");
    }
}
