package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Mounts made inside appear on the host. */
final class SharedPropagation extends ContainerRule {
    SharedPropagation() {
        super(
                card(526, Severity.HIGH)
                        .title("Mounts made inside appear on the host")
                        .sees("Propagation of binds; fails for shared and rshared.")
                        .why("A mount inside covers files of the host.")
                        .fix(
                                "Use rprivate, or rslave where mounts of the host must appear "
                                        + "inside.")
                        .maps(Framework.CIS_1_6, "5.20")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return facts.get(ContainerSetting.MOUNTS)
                .judge(
                        List.of(),
                        (mounts, at) ->
                                Verdict.failing(
                                        mounts.stream()
                                                .filter(mount ->
                                                        mount.propagation().matches("r?shared"))
                                                .map(mount ->
                                                        Evidence.of(
                                                                mount.at(),
                                                                "propagation "
                                                                        + mount.propagation()))
                                                .toList()));
    }
}
