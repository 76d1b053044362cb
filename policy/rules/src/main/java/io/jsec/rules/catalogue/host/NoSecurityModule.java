package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** No security module confines containers. */
final class NoSecurityModule extends HostRule {
    NoSecurityModule() {
        super(
                RuleCard.of("JSEC-H-006", Severity.LOW, Section.HOST)
                        .title("No security module confines containers")
                        .sees(
                                "Active modules of the kernel; fails where neither AppArmor nor "
                                        + "SELinux is among them, or SELinux is and enforces "
                                        + "nothing.")
                        .why(
                                "A container that gets past namespaces and seccomp meets no "
                                        + "further wall.")
                        .fix("Boot with apparmor or selinux in lsm=.")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NSA_CISA, "AppArmor", "SELinux")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return facts.securityModules()
                .judge(
                        List.of(),
                        (modules, at) ->
                                Verdict.failIf(
                                        modules.stream()
                                                .noneMatch(each ->
                                                        each.value().equals("apparmor")
                                                                || each.value().equals("selinux")),
                                        at,
                                        "neither AppArmor nor SELinux confines anything"));
    }
}
