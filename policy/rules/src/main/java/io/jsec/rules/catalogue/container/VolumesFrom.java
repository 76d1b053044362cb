package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Volumes of another container are mounted. */
final class VolumesFrom extends ContainerRule {
    VolumesFrom() {
        super(
                card(540, Severity.INFO)
                        .title("Volumes of another container are mounted")
                        .sees("Volumes_from.")
                        .why(
                                "It is not visible here what is mounted and whether it can be "
                                        + "written.")
                        .fix("Name the volumes.")
                        .strict());
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(facts, ContainerSetting.VOLUMES_FROM, text -> true, "volumes of {}");
    }
}
