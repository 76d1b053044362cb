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

/** Other accounts may command a rootless engine. */
final class RootlessSocket extends FilesRule {
    RootlessSocket() {
        super(
                RuleCard.of("JSEC-F-010", Severity.HIGH, Section.FILES)
                        .title("Other accounts may command a rootless engine")
                        .sees(
                                "Sockets of engines below /run/user and those that a rootless "
                                        + "engine is told to use; fails where everybody may "
                                        + "write and "
                                        + "the folder lets them through.")
                        .why(
                                "Who may write to the socket has all files of the account "
                                        + "that runs the engine.")
                        .fix("chmod 0660 the socket, and chmod 0700 its folder.")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.ROOTLESS_SOCKET));
    }

    @Override
    Verdict judge(HostFacts facts, HostFile file) {
        return writableByAll(file);
    }
}
