package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Another runtime than the default one is used. */
final class OtherRuntime extends ContainerRule {
    OtherRuntime() {
        super(
                card(536, Severity.INFO)
                        .title("Another runtime than the default one is used")
                        .sees("Runtime of the container.")
                        .why("Its walls may be stronger or weaker; somebody has to know.")
                        .fix("Remove it where it is not meant.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.4.1"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(
                facts,
                ContainerSetting.RUNTIME,
                "",
                runtime ->
                        !runtime.isEmpty() && !runtime.matches("runc|crun|io.containerd.runc.v2"),
                "runtime {}");
    }
}
