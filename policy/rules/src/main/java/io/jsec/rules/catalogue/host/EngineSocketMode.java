package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.HostFacts.HostFile;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.EnumSet;

/** Every account of the host may command the engine. */
final class EngineSocketMode extends FilesRule {
    EngineSocketMode() {
        super(
                RuleCard.of("JSEC-F-006", Severity.CRITICAL, Section.FILES)
                        .title("Every account of the host may command the engine")
                        .sees(
                                "The API sockets of Docker and Podman that root owns; fails "
                                        + "where the mode lets everybody write.")
                        .why("Who may write to the socket is root on the host.")
                        .fix("chmod 0660 the socket; look for what changed it.")
                        .maps(Framework.CIS_1_6, "3.16")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.ENGINE_SOCKET));
    }

    @Override
    Verdict judge(HostFacts facts, HostFile file) {
        return writableByAll(file);
    }
}
