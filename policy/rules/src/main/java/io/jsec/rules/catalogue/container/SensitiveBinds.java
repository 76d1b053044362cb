package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.HostPaths;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A rule over binds of the system's own paths, for those one may write or those one may read. */
abstract class SensitiveBinds extends ContainerRule {
    private final boolean readOnly;

    SensitiveBinds(RuleCard.Builder card, boolean readOnly) {
        super(
                card.maps(Framework.CIS_1_6, "5.6")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "8")
                        .maps(Framework.NIST_800_190, "4.5.5"));
        this.readOnly = readOnly;
    }

    @Override
    public final Verdict judge(ContainerFacts facts) {
        return facts.get(ContainerSetting.MOUNTS)
                .judge(List.of(), (mounts, at) -> Verdict.failing(sensitive(mounts)));
    }

    private List<Evidence> sensitive(List<ContainerMount> mounts) {
        List<Evidence> evidence = new ArrayList<>();
        for (ContainerMount mount : mounts) {
            if (mount.readOnly() == readOnly) {
                HostPaths.sensitive(mount)
                        .ifPresent(text -> evidence.add(Evidence.of(mount.at(), text)));
            }
        }
        return evidence;
    }
}
