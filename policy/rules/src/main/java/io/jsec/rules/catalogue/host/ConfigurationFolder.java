package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.EnumSet;

/** Others may put files into the engine's folder. */
final class ConfigurationFolder extends FileRule {
    ConfigurationFolder() {
        super(
                RuleCard.of("JSEC-F-002", Severity.HIGH, Section.FILES)
                        .title("Others may put files into the engine's folder")
                        .sees(
                                "/etc/docker, /etc/containerd, /etc/containers and /etc/crio; "
                                        + "fails where the owner is not root, or the mode "
                                        + "allows more "
                                        + "than 0755.")
                        .why(
                                "A file placed there becomes the engine's configuration or its "
                                        + "trusted certificates.")
                        .fix("chown root and chmod 0755 the folder.")
                        .maps(Framework.CIS_1_6, "3.5", "3.6")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.FOLDER),
                0755);
    }
}
