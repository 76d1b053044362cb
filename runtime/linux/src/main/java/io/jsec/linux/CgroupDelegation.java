package io.jsec.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A control group below which a user may make others.
 *
 * @param unified version 2
 * @param directory absolute path on the host
 * @param controllers v1: those of the hierarchy; v2: those the group may hand down
 * @param memoryNodes of the group's cpuset, empty without one
 */
public record CgroupDelegation(
        boolean unified, String directory, Set<String> controllers, String memoryNodes) {
    /** Name of the engine's group in a hierarchy of v1. */
    public static final String GROUP = "jsec";

    /**
     * v2: the group below the delegated one which holds the launchers, as it may hold none itself.
     */
    public static final String LEAF = "launch";

    /** Copies the set. */
    public CgroupDelegation {
        controllers = Set.copyOf(controllers);
    }

    /**
     * Every group delegated to a user: in v1 the group {@value #GROUP} at the top of each
     * hierarchy; in v2 the group this process is in, or the one above a leaf {@value #LEAF}.
     */
    public static List<CgroupDelegation> read(HostFiles host, Caller caller) {
        List<CgroupDelegation> delegations = new ArrayList<>();
        for (CgroupHierarchy hierarchy : CgroupHierarchy.read(host)) {
            if (hierarchy.unified()) {
                unified(host, hierarchy, caller).ifPresent(delegations::add);
            } else {
                legacy(host, hierarchy, caller).ifPresent(delegations::add);
            }
        }
        return List.copyOf(delegations);
    }

    private static Optional<CgroupDelegation> legacy(
            HostFiles host, CgroupHierarchy hierarchy, Caller caller) {
        String directory = hierarchy.mount() + "/" + GROUP;
        if (!isWritable(host, directory, caller, "cgroup.procs")) {
            return Optional.empty();
        }
        Set<String> controllers = new TreeSet<>(hierarchy.controllers());
        if (host.exists(directory + "/memory.memsw.limit_in_bytes")) {
            controllers.add("memory.swap");
        }
        weights(host, directory + "/blkio.", controllers);
        String nodes = host.text(directory + "/cpuset.mems").orElse("");
        return Optional.of(new CgroupDelegation(false, directory, controllers, nodes));
    }

    private static Optional<CgroupDelegation> unified(
            HostFiles host, CgroupHierarchy hierarchy, Caller caller) {
        String own = hierarchy.ownDirectory();
        String leaf = "/" + LEAF;
        String directory =
                own.endsWith(leaf) ? own.substring(0, own.length() - leaf.length()) : own;
        boolean top = directory.equals(hierarchy.mount());
        if (top || !isWritable(host, directory, caller, "cgroup.procs", "cgroup.subtree_control")) {
            return Optional.empty();
        }
        String words = host.text(directory + "/cgroup.controllers").orElse("");
        Set<String> controllers = new TreeSet<>();
        if (!words.isEmpty()) {
            controllers.addAll(List.of(words.split("\\s+", -1)));
        }
        if (host.exists(directory + "/memory.swap.max")) {
            controllers.add("memory.swap");
        }
        weights(host, directory + "/io.", controllers);
        return Optional.of(new CgroupDelegation(true, directory, controllers, ""));
    }

    /** Which schedulers of block devices weigh groups. */
    private static void weights(HostFiles host, String files, Set<String> controllers) {
        if (host.exists(files + "bfq.weight")) {
            controllers.add("io.bfq");
        }
        if (host.exists(files + "weight")) {
            controllers.add("io.weight");
        }
    }

    private static boolean isWritable(
            HostFiles host, String directory, Caller caller, String... files) {
        boolean writable = mayWrite(host, directory, caller);
        for (String file : files) {
            writable = writable && mayWrite(host, directory + "/" + file, caller);
        }
        return writable;
    }

    private static boolean mayWrite(HostFiles host, String path, Caller caller) {
        return Statx.of(host.at(path)).filter(caller::mayWrite).isPresent();
    }
}
