package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** A namespace of another container is shared. */
final class SharedNamespace extends ContainerRule {
    SharedNamespace() {
        super(
                card(538, Severity.INFO)
                        .title("A namespace of another container is shared")
                        .sees("Modes of network, pid and IPC; fails for container:.")
                        .why("Who takes over one of them has both.")
                        .fix("Share only what is needed.")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.16", "5.17")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return Verdict.all(
                List.of(
                        value(
                                facts,
                                ContainerSetting.NETWORK_MODE,
                                "",
                                SharedNamespace::shared,
                                "network of {}"),
                        value(
                                facts,
                                ContainerSetting.PID_MODE,
                                "",
                                SharedNamespace::shared,
                                "processes of {}"),
                        value(
                                facts,
                                ContainerSetting.IPC_MODE,
                                "",
                                SharedNamespace::shared,
                                "shared memory of {}")));
    }

    private static boolean shared(String mode) {
        return mode.startsWith("container:") || mode.startsWith("service:");
    }
}
