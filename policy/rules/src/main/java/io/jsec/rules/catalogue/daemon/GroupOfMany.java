package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Members of a common group command the engine. */
final class GroupOfMany extends DaemonRule {
    GroupOfMany() {
        super(
                card(29, Severity.MEDIUM)
                        .title("Members of a common group command the engine")
                        .sees(
                                "group; fails for users, staff, sudo, adm and root-like groups "
                                        + "that hold people.")
                        .why("Who commands the engine owns the host.")
                        .fix("Use a group of its own.")
                        .maps(Framework.CIS_1_6, "3.16")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return text(
                facts,
                "group",
                "docker",
                group -> group.matches("users|staff|sudo|wheel|adm|everyone|nogroup"),
                "group {}");
    }
}
