package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A switch of the kernel reaches beyond the container. */
final class UnsafeSysctl extends ContainerRule {
    UnsafeSysctl() {
        super(
                card(535, Severity.MEDIUM)
                        .title("A switch of the kernel reaches beyond the container")
                        .sees(
                                "Sysctls; fails for those outside net. and fs.mqueue. and "
                                        + "kernel.shm, msg and sem.")
                        .why("It changes the host for all, where the engine lets it.")
                        .fix("Remove it.")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.SYSCTLS,
                text -> !text.matches("(net[.]|fs[.]mqueue[.]|kernel[.](shm|msg|sem)).*"),
                "{}");
    }
}
