package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.EnumSet;
import java.util.Set;

/** Others may command the engine. */
final class EngineSocketMode extends FileRule {
    EngineSocketMode() {
        super(
                RuleCard.of("JSEC-F-006", Severity.CRITICAL, Section.FILES)
                        .title("Accounts of the host may command the engine")
                        .sees(
                                "The API sockets of Docker and Podman; fails where the owner is "
                                        + "not root, the group neither docker nor root, or the "
                                        + "mode allows more than 0660.")
                        .why("Who may write to the socket is root on the host.")
                        .fix(
                                "chown root:docker and chmod 0660 the socket; look for what "
                                        + "changed it.")
                        .maps(Framework.CIS_1_6, "3.15", "3.16")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.ENGINE_SOCKET),
                0660,
                Set.of("root", "docker"));
    }
}
