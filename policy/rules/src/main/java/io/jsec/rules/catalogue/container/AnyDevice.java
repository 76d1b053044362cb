package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A device of the host is shared. */
final class AnyDevice extends ContainerRule {
    AnyDevice() {
        super(
                card(516, Severity.LOW)
                        .title("A device of the host is shared")
                        .sees("Devices; those that give the host away are left to JSEC-C-515.")
                        .why("Drivers are the part of the kernel with most flaws.")
                        .fix("Remove it where it is not needed.")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.18")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.DEVICES,
                text ->
                        text.startsWith("/dev/")
                                && !text.matches(
                                        "/dev/(null|zero|full|random"
                                                + "|urandom|fuse|net/tun)(:.*)?"),
                "{} is shared");
    }
}
