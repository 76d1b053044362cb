package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.EnumSet;
import java.util.Set;

/** Others may command containerd. */
final class ContainerdSocket extends FileRule {
    ContainerdSocket() {
        super(
                RuleCard.of("JSEC-F-009", Severity.CRITICAL, Section.FILES)
                        .title("Accounts of the host may command containerd")
                        .sees(
                                "The sockets of containerd and CRI-O; fails where the owner is "
                                        + "not root:root, or the mode allows more than 0660.")
                        .why("Who may write to the socket is root on the host.")
                        .fix("chown root:root and chmod 0660 the socket.")
                        .maps(Framework.CIS_1_6, "3.23", "3.24")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.CONTAINERD_SOCKET),
                0660,
                Set.of("root"));
    }
}
