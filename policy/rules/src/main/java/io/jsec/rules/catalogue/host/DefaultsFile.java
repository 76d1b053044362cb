package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.EnumSet;

/** Others may change the engine's command line. */
final class DefaultsFile extends FileRule {
    DefaultsFile() {
        super(
                RuleCard.of("JSEC-F-008", Severity.HIGH, Section.FILES)
                        .title("Others may change the engine's command line")
                        .sees(
                                "/etc/default/docker and /etc/sysconfig/docker; fails where the "
                                        + "owner is not root, or the mode allows more "
                                        + "than 0644.")
                        .why("Options in it hold for an engine that runs as root.")
                        .fix("chown root and chmod 0644 the file.")
                        .maps(Framework.CIS_1_6, "3.19", "3.20", "3.21", "3.22")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.DEFAULTS),
                0644);
    }
}
