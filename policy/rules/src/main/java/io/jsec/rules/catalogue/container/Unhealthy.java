package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The check of a running container fails. */
final class Unhealthy extends ContainerRule {
    Unhealthy() {
        super(
                card(541, Severity.LOW)
                        .title("The check of a running container fails")
                        .sees("What the engine says of the check; fails for unhealthy.")
                        .why("It does not do its work, and nobody took it away.")
                        .fix("Read docker inspect --format '{{json .State.Health}}' and mend it.")
                        .maps(Framework.CIS_1_6, "5.27")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        if (!facts.get(ContainerSetting.RUNNING).orElse(true)) {
            return new Verdict.NotApplicable("it does not run");
        }
        return value(
                facts,
                ContainerSetting.HEALTH_STATE,
                "",
                "unhealthy"::equals,
                "the engine says {}");
    }
}
