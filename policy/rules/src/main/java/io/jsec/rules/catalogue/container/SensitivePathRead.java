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

/** A path of the system is mounted read-only. */
final class SensitivePathRead extends ContainerRule {
    SensitivePathRead() {
        super(
                card(500, Severity.MEDIUM)
                        .title("A path of the system is mounted read-only")
                        .sees(
                                "Sources of read-only binds; time zones and public certificates "
                                        + "are left out.")
                        .why("Passwords, keys and the state of the host can be read.")
                        .fix("Mount the one file that is needed.")
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
                                        .filter(text -> mount.readOnly())
                                        .ifPresent(text ->
                                                evidence.add(Evidence.of(mount.at(), text)));
                            }
                            return Verdict.failing(evidence);
                        });
    }
}
