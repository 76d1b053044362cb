package io.jsec.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which limits can be enforced. */
final class CgroupProbes {
    /** A controller of either version, and what it is for. */
    private static final Map<String, String> PURPOSES =
            Map.of(
                    "cpu", "--cpus and --cpu-shares",
                    "cpuset", "--cpuset-cpus",
                    "memory", "--memory",
                    "pids", "--pids-limit");

    private static final List<String> CONTROLLERS = List.of("cpu", "cpuset", "memory", "pids");

    private CgroupProbes() {}

    static List<Probe> of(HostView host) {
        List<CgroupHierarchy> hierarchies = CgroupHierarchy.read(host.files());
        List<CgroupDelegation> delegations = CgroupDelegation.read(host.files(), host.caller());
        boolean systemd = host.files().exists("/run/systemd/system");
        List<Probe> probes = new ArrayList<>();
        probes.add(version(hierarchies));
        for (String controller : CONTROLLERS) {
            probes.add(controller(controller, hierarchies, delegations, systemd));
        }
        if (isLegacy(hierarchies)) {
            probes.add(freezer(delegations));
        }
        probes.add(userManager(host, systemd));
        return probes;
    }

    private static boolean isLegacy(List<CgroupHierarchy> hierarchies) {
        return hierarchies.stream().anyMatch(hierarchy -> !hierarchy.unified());
    }

    private static Probe version(List<CgroupHierarchy> hierarchies) {
        String id = "cgroup.version";
        String question = "Which control groups are mounted?";
        if (hierarchies.isEmpty()) {
            return Probe.degraded(id, question, "none", "no limit can be enforced");
        }
        if (!isLegacy(hierarchies)) {
            return Probe.ok(id, question, "version 2", "all limits come from one tree");
        }
        String directories =
                String.join(
                        ", ",
                        hierarchies.stream()
                                .filter(hierarchy -> !hierarchy.unified())
                                .flatMap(hierarchy -> hierarchy.controllers().stream())
                                .sorted()
                                .toList());
        return Probe.ok(
                id,
                question,
                "version 1 (" + directories + ")",
                "each limit needs its own group; starting costs more than with version 2");
    }

    private static Probe controller(
            String name,
            List<CgroupHierarchy> hierarchies,
            List<CgroupDelegation> delegations,
            boolean systemd) {
        String id = "cgroup." + name;
        String purpose = PURPOSES.get(name);
        String question = "Is the controller " + name + " delegated?";
        Optional<CgroupDelegation> delegation =
                delegations.stream().filter(d -> d.controllers().contains(name)).findFirst();
        if (delegation.isPresent()) {
            return Probe.ok(
                    id, question, "yes, " + delegation.get().directory(), purpose + " work");
        }
        boolean unified = !isLegacy(hierarchies);
        boolean there =
                unified || hierarchies.stream().anyMatch(h -> h.controllers().contains(name));
        if (!there) {
            return Probe.degraded(
                    id, question, "the host has none", purpose + " cannot be enforced");
        }
        return Probe.degraded(
                id,
                question,
                "no",
                purpose + " cannot be enforced; " + fix(name, unified, systemd, hierarchies));
    }

    private static String fix(
            String name, boolean unified, boolean systemd, List<CgroupHierarchy> hierarchies) {
        if (unified) {
            return systemd
                    ? "start as: systemd-run --user --scope -p Delegate=yes jsec …"
                    : "jsec setup delegates a group";
        }
        boolean atTop =
                hierarchies.stream()
                        .filter(hierarchy -> hierarchy.controllers().contains(name))
                        .allMatch(hierarchy -> "/".equals(hierarchy.own()));
        return atTop
                ? "jsec setup delegates a group"
                : "another manager owns this hierarchy here, so jsec setup leaves it alone";
    }

    private static Probe freezer(List<CgroupDelegation> delegations) {
        String id = "cgroup.freezer";
        String question = "Is the controller freezer delegated?";
        Optional<CgroupDelegation> found =
                delegations.stream().filter(d -> d.controllers().contains("freezer")).findFirst();
        return found.map(d ->
                        Probe.ok(id, question, "yes, " + d.directory(), "containers can be paused"))
                .orElse(Probe.degraded(id, question, "no", "containers cannot be paused"));
    }

    private static Probe userManager(HostView host, boolean systemd) {
        String id = "cgroup.systemd-user";
        String question = "Is there a systemd user manager for " + host.caller().name() + "?";
        if (!systemd) {
            return Probe.ok(
                    id,
                    question,
                    "no, systemd does not run here",
                    "groups come from jsec setup only");
        }
        String uid = Integer.toUnsignedString(host.caller().uid());
        boolean running = host.files().exists("/run/user/" + uid + "/systemd/private");
        return running
                ? Probe.ok(id, question, "yes", "it delegates groups by systemd-run --user --scope")
                : Probe.degraded(
                        id,
                        question,
                        "no",
                        "groups cannot be delegated to this user; loginctl enable-linger "
                                + host.caller().name());
    }
}
