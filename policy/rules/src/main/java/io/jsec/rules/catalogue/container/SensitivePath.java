package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.HostPaths;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A path of the host is mounted that belongs to the system. */
final class SensitivePath extends ContainerRule {
    SensitivePath() {
        super(
                card(308, Severity.HIGH)
                        .title("A path of the host is mounted that belongs to the system")
                        .sees(
                                "Sources of binds; fails for /etc, /proc, /sys, /root, /usr, the "
                                        + "data of engines and the like, and what is below them.")
                        .why("Who writes there owns the host; who reads there knows its secrets.")
                        .fix("Mount the one file that is needed, read-only, or use a volume.")
                        .maps(Framework.CIS_1_6, "5.6")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "8")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {

        return facts.get(ContainerSetting.MOUNTS)
                .judge(
                        List.of(),
                        (mounts, at) -> {
                            List<Evidence> evidence = new ArrayList<>();
                            for (ContainerMount mount : mounts) {
                                HostPaths.sensitive(mount)
                                        .filter(text -> !mount.readOnly())
                                        .ifPresent(text ->
                                                evidence.add(Evidence.of(mount.at(), text)));
                            }
                            return Verdict.failing(evidence);
                        });
    }
}
