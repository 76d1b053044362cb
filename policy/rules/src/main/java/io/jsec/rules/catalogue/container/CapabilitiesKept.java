package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Capabilities that are not needed are kept. */
final class CapabilitiesKept extends ContainerRule {
    CapabilitiesKept() {
        super(
                card(504, Severity.LOW)
                        .title("Capabilities that are not needed are kept")
                        .sees(
                                "Dropped capabilities; fails where ALL, or all of the default, are "
                                        + "not dropped.")
                        .why(
                                "The default allows fourteen, such as changing owners and raw "
                                        + "packets; most programs need none.")
                        .fix("Drop ALL and add what is needed.")
                        .example("cap_drop: [ALL]")
                        .maps(Framework.CIS_1_6, "5.4")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "3")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {

        return facts.get(ContainerSetting.CAP_DROP)
                .judge(
                        List.of(),
                        (dropped, at) ->
                                Verdict.failIf(
                                        dropped.stream()
                                                .noneMatch(each -> each.value().equals("ALL")),
                                        at,
                                        "the default capabilities are kept"));
    }
}
