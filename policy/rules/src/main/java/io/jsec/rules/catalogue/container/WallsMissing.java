package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Walls that the host lacks are only reported. */
final class WallsMissing extends ContainerRule {
    WallsMissing() {
        super(
                card(310, Severity.LOW)
                        .title("Walls that the host lacks are only reported")
                        .sees("Security options of jsec; fails for jsec.degrade=1.")
                        .why(
                                "A limit or a wall that was asked for may not be there, "
                                        + "and the container runs all the same.")
                        .fix("Remove the option, and let jsec doctor say what the host lacks.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.SECURITY_OPT,
                text -> text.matches("jsec[.]degrade[:=](on|1|true)"),
                "{}");
    }
}
