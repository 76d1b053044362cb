package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A failing container is started without end. */
final class EndlessRestart extends ContainerRule {
    EndlessRestart() {
        super(
                card(525, Severity.INFO)
                        .title("A failing container is started without end")
                        .sees(
                                "Restart policy; fails for always and unless-stopped, and "
                                        + "on-failure without or with more than five tries.")
                        .why("It hides that the program fails, and takes CPU time.")
                        .fix("Use on-failure:5.")
                        .example("restart: on-failure:5")
                        .strict()
                        .maps(Framework.CIS_1_6, "5.15")
                        .maps(Framework.OWASP_DOCKER, "D07")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return facts.get(ContainerSetting.RESTART)
                .judge(
                        "no",
                        (policy, at) -> {
                            long tries = facts.get(ContainerSetting.RESTART_MAX).orElse(0L);
                            boolean endless =
                                    policy.equals("always")
                                            || policy.equals("unless-stopped")
                                            || (policy.equals("on-failure")
                                                    && (tries == 0 || tries > 5));
                            return Verdict.failIf(endless, at, "restart " + policy);
                        });
    }
}
