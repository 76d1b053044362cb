package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Programs can be started from a tmpfs. */
final class TmpfsExec extends ContainerRule {
    TmpfsExec() {
        super(
                card(313, Severity.LOW)
                        .title("Programs can be started from a tmpfs")
                        .sees("Options of tmpfs mounts; fails for exec.")
                        .why(
                                "A place that can be written and executed is where intruders put "
                                        + "their programs.")
                        .fix("Leave exec out.")
                        .maps(Framework.OWASP_DOCKER, "D09")
                        .maps(Framework.NIST_800_190, "4.4.3"));
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
                                                        mount.type().equals("tmpfs")
                                                                && List.of(
                                                                                mount.options()
                                                                                        .split(
                                                                                                ",",
                                                                                                -1))
                                                                        .contains("exec"))
                                                .map(mount ->
                                                        Evidence.of(
                                                                mount.at(),
                                                                "exec on " + mount.target()))
                                                .toList()));
    }
}
