package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Programs may gain privileges. */
final class NewPrivileges extends ContainerRule {
    NewPrivileges() {
        super(
                card(302, Severity.MEDIUM)
                        .title("Programs may gain privileges")
                        .sees(
                                "Whether no-new-privileges is among the security options, and not "
                                        + "set to false; jsec sets it where nobody asks, and its "
                                        + "inspect says so.")
                        .why(
                                "A setuid program in the image gives root back to an account "
                                        + "without privileges.")
                        .fix("Set no-new-privileges.")
                        .example("security_opt: [\"no-new-privileges:true\"]")
                        .maps(Framework.CIS_1_6, "5.26")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "4")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "privilege escalation"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return facts.get(ContainerSetting.SECURITY_OPT)
                .judge(
                        List.of(),
                        (options, at) ->
                                Verdict.failIf(
                                        options.stream()
                                                .noneMatch(option ->
                                                        option.value()
                                                                .matches(
                                                                        "no-new-privileges([:"
                                                                                + "=]true)?")),
                                        at,
                                        "no-new-privileges is not set"));
    }
}
