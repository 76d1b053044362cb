package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Root of the container has the id of the engine's user. */
final class OwnerIds extends ContainerRule {
    OwnerIds() {
        super(
                card(305, Severity.LOW)
                        .title("Root of the container has the id of the engine's user")
                        .sees("Security options of jsec; fails for jsec.userns=owner.")
                        .why(
                                "What leaves the walls of the container is the user who "
                                        + "runs the engine, with all his files.")
                        .fix(
                                "Run jsec setup and leave the option out: each container "
                                        + "then has ids of its own.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.SECURITY_OPT,
                text -> text.matches("jsec[.]userns[:=]owner"),
                "{}");
    }
}
