package io.jsec.cli.setup;

import java.util.List;
import java.util.Map;

/**
 * What the planner knows of the host.
 *
 * @param users of /etc/passwd
 * @param groups of /etc/group
 * @param subuids of /etc/subuid
 * @param subgids of /etc/subgid
 * @param subLowest the first subordinate id that may be given (login.defs)
 * @param subHighest the last one
 * @param hierarchies control group hierarchies that may be delegated
 * @param tun whether there is a /dev/net/tun
 * @param appArmor whether AppArmor is on and profiles can be loaded
 * @param restricted whether it may refuse user namespaces to programs without a profile
 * @param systemd whether systemd runs the host
 * @param distribution the folder of the jsec that runs
 * @param fingerprint of that folder
 * @param texts files of its share folder, by name
 * @param workspaces those asked for and those of former runs
 * @param lowPorts whether a former run opened low ports
 */
record SetupFacts(
        List<Account> users,
        List<Account> groups,
        List<SubordinateRange> subuids,
        List<SubordinateRange> subgids,
        long subLowest,
        long subHighest,
        List<Hierarchy> hierarchies,
        boolean tun,
        boolean appArmor,
        boolean restricted,
        boolean systemd,
        String distribution,
        String fingerprint,
        Map<String, String> texts,
        List<Workspace> workspaces,
        boolean lowPorts) {
    SetupFacts {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
        subuids = List.copyOf(subuids);
        subgids = List.copyOf(subgids);
        hierarchies = List.copyOf(hierarchies);
        texts = Map.copyOf(texts);
        workspaces = List.copyOf(workspaces);
    }

    /**
     * One hierarchy in which the caller itself sits in the root group.
     *
     * @param path where it is mounted
     * @param v2 whether it is the unified one
     */
    record Hierarchy(String path, boolean v2) {}

    /**
     * A directory that containers shall write to as its owner.
     *
     * @param directory its real path
     * @param as container ids
     * @param uid its owner
     * @param directoryThere whether it is a directory
     * @param reachable whether other users can reach it
     */
    record Workspace(
            String directory,
            List<Integer> as,
            long uid,
            boolean directoryThere,
            boolean reachable) {
        Workspace {
            as = List.copyOf(as);
        }
    }
}
