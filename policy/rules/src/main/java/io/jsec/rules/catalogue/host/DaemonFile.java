package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.EnumSet;

/** Others may change the configuration of the engine. */
final class DaemonFile extends FileRule {
    DaemonFile() {
        super(
                RuleCard.of("JSEC-F-007", Severity.HIGH, Section.FILES)
                        .title("Others may change the configuration of the engine")
                        .sees(
                                "daemon.json and the configuration files of containerd, Podman "
                                        + "and CRI-O; fails where the owner is not root, or "
                                        + "the mode "
                                        + "allows more than 0644.")
                        .why("A runtime or a plugin that is named there runs as root.")
                        .fix("chown root and chmod 0644 the file.")
                        .maps(Framework.CIS_1_6, "3.17", "3.18")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.CONFIGURATION),
                0644);
    }
}
