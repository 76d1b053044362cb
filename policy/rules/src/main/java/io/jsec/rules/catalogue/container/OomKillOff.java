package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** The kernel may not end it when memory runs out. */
final class OomKillOff extends ContainerRule {
    OomKillOff() {
        super(
                card(530, Severity.MEDIUM)
                        .title("The kernel may not end it when memory runs out")
                        .sees(
                                "Whether the OOM killer is off for it, or a strongly negative "
                                        + "score.")
                        .why(
                                "Other programs of the host are ended in its place, or everything "
                                        + "stands still.")
                        .fix("Remove it.")
                        .maps(Framework.OWASP_DOCKER, "D07")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        Verdict off =
                value(
                        facts,
                        ContainerSetting.OOM_KILL_DISABLE,
                        false,
                        on -> on,
                        "the OOM killer is off");
        Verdict score =
                value(
                        facts,
                        ContainerSetting.OOM_SCORE_ADJ,
                        0L,
                        value -> value <= -500,
                        "OOM score {}");
        return Verdict.all(List.of(off, score));
    }
}
