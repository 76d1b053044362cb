package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** AppArmor is off. */
final class AppArmorOff extends ContainerRule {
    AppArmorOff() {
        super(
                card(512, Severity.HIGH)
                        .title("AppArmor is off")
                        .sees(
                                "Security options and the profile in force; fails for unconfined, "
                                        + "privileged containers apart, which have none.")
                        .why("Writes to /proc and mounts, which the profile forbids, are open.")
                        .fix("Remove the option.")
                        .maps(Framework.CIS_1_6, "5.2")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "AppArmor"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        Verdict asked =
                any(
                        facts,
                        ContainerSetting.SECURITY_OPT,
                        text -> text.matches("apparmor[:=]unconfined"),
                        "{}");
        boolean privileged = facts.get(ContainerSetting.PRIVILEGED).orElse(false);
        // An engine writes an empty profile where the host has no AppArmor.
        return asked instanceof Verdict.Fail || privileged
                ? asked
                : Verdict.all(
                        List.of(
                                asked,
                                value(
                                        facts,
                                        ContainerSetting.APPARMOR,
                                        "",
                                        "unconfined"::equals,
                                        "profile {}")));
    }
}
