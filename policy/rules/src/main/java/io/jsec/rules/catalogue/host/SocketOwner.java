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
import java.util.List;

/** An unusual account or group may command an engine. */
final class SocketOwner extends FilesRule {
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int EXCESS = 0117;

    SocketOwner() {
        super(
                RuleCard.of("JSEC-F-011", Severity.MEDIUM, Section.FILES)
                        .title("An unusual account or group may command an engine")
                        .sees(
                                "The sockets of engines that root owns; fails where the owner "
                                        + "is not root, where a group may write that is "
                                        + "neither root "
                                        + "nor the engine's, or where the mode allows more "
                                        + "than 0660 "
                                        + "without letting everybody write.")
                        .why(
                                "Who may write to the socket is root on the host, and nobody "
                                        + "expects these to be.")
                        .fix(
                                "chown root and the engine's group, and chmod 0660 the "
                                        + "socket; name another group in the engine's "
                                        + "configuration if "
                                        + "it is meant.")
                        .maps(Framework.CIS_1_6, "3.15", "3.16", "3.23", "3.24")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.ENGINE_SOCKET, Role.CONTAINERD_SOCKET));
    }

    @Override
    Verdict judge(HostFacts facts, HostFile file) {
        return Verdict.all(List.of(owner(facts, file), mode(file)));
    }

    private static Verdict owner(HostFacts facts, HostFile file) {
        String owner = file.owner().orElse("root");
        String group = file.group().orElse("root");
        boolean known =
                group.equals("root")
                        || (file.role() == Role.ENGINE_SOCKET
                                && facts.engineGroups().contains(group));
        return file.mode()
                .judge(
                        0,
                        (mode, at) -> {
                            boolean right = known || (mode & GROUP_WRITES) == 0;
                            return Verdict.failIf(
                                    !owner.equals("root") || !right,
                                    at,
                                    file.path() + " belongs to " + owner + ":" + group);
                        });
    }

    private static Verdict mode(HostFile file) {
        return file.mode()
                .judge(
                        0,
                        (mode, at) ->
                                Verdict.failIf(
                                        (mode & OTHERS_WRITE) == 0 && (mode & EXCESS) != 0,
                                        at,
                                        "%s has the mode %04o, 0660 is enough"
                                                .formatted(file.path(), mode)));
    }
}
