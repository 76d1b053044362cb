package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** SELinux does not confine the container. */
final class SelinuxOff extends ContainerRule {
    SelinuxOff() {
        super(
                card(513, Severity.HIGH)
                        .title("SELinux does not confine the container")
                        .sees("Security options; fails for label=disable and the type spc_t.")
                        .why(
                                "Files and processes of the host are open to a container that "
                                        + "breaks out.")
                        .fix("Remove the option.")
                        .maps(Framework.CIS_1_6, "5.3")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "SELinux"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        // An engine adds label=disable by itself to what shares the host's processes.
        if (facts.origin() == ContainerFacts.Origin.INSPECT
                && (facts.get(ContainerSetting.PRIVILEGED).orElse(false)
                        || facts.get(ContainerSetting.PID_MODE).orElse("").equals("host")
                        || facts.get(ContainerSetting.IPC_MODE).orElse("").equals("host"))) {
            return new Verdict.NotApplicable("it shares the host anyway");
        }
        return any(
                facts,
                ContainerSetting.SECURITY_OPT,
                text -> text.matches("label[:=](disable|type[:=]spc_t)"),
                "{}");
    }
}
