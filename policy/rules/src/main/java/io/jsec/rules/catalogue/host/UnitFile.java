package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.EnumSet;

/** Others may change how the engine starts. */
final class UnitFile extends FileRule {
    UnitFile() {
        super(
                RuleCard.of("JSEC-F-001", Severity.HIGH, Section.FILES)
                        .title("Others may change how the engine starts")
                        .sees(
                                "Units of Docker, containerd, Podman and CRI-O with their "
                                        + "drop-ins; fails where the owner is not root, or the "
                                        + "mode "
                                        + "allows more than 0644.")
                        .why("Who writes the unit runs programs as root at the next start.")
                        .fix("chown root and chmod 0644 the file.")
                        .maps(Framework.CIS_1_6, "3.1", "3.2", "3.3", "3.4")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.UNIT),
                0644);
    }
}
