package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The container is told to run as root. */
final class RootUser extends ContainerRule {
    RootUser() {
        super(
                card(503, Severity.MEDIUM)
                        .title("The container is told to run as root")
                        .sees("User of the container; fails for root by name or number.")
                        .why(
                                "A program that is taken over is root in the container, and one "
                                        + "flaw of the kernel away from the host.")
                        .fix("Name an account without privileges.")
                        .example("user: \"10001:10001\"")
                        .maps(Framework.CIS_1_6, "4.1")
                        .maps(Framework.OWASP_DOCKER, "D01")
                        .maps(Framework.OWASP_CHEATSHEET, "2")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "non-root"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(
                facts,
                ContainerSetting.USER,
                "app",
                user -> user.split(":", -1)[0].matches("root|0+"),
                "the user is {}");
    }
}
