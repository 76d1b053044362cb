package io.jsec.cli.setup;

import io.jsec.cli.setup.SetupFacts.Hierarchy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which control group hierarchies may be delegated: of cgroup v1 those in which the caller itself
 * sits in the root group (elsewhere an outer manager owns the hierarchy), and the unified one where
 * it has controllers that limit something.
 */
final class ControlGroupMounts {
    private static final Set<String> WANTED =
            Set.of("cpu", "cpuacct", "cpuset", "memory", "pids", "freezer", "blkio");

    private static final Set<String> WANTED_V2 = Set.of("cpu", "cpuset", "io", "memory", "pids");

    private ControlGroupMounts() {}

    /**
     * The hierarchies, in the order in which they are mounted.
     *
     * @param mountinfo of /proc/self/mountinfo
     * @param memberships of /proc/self/cgroup
     * @param controllers from a v2 mount's path to its controllers
     */
    static List<Hierarchy> delegable(
            String mountinfo, String memberships, UnaryOperator<String> controllers) {
        List<Hierarchy> hierarchies = new ArrayList<>();
        for (String line : mountinfo.split("\n", -1)) {
            String[] halves = line.split(" - ", 2);
            if (halves.length < 2) {
                continue;
            }
            String[] mount = halves[0].split(" ", -1);
            String[] kind = halves[1].split(" ", -1);
            if (mount.length < 5 || kind.length < 3 || !mount[3].equals("/")) {
                continue;
            }
            Hierarchy hierarchy = new Hierarchy(mount[4], kind[0].equals("cgroup2"));
            boolean ours =
                    hierarchy.v2()
                            ? limits(controllers.apply(mount[4]))
                            : kind[0].equals("cgroup") && inRoot(kind[2], memberships);
            if (ours && !hierarchies.contains(hierarchy)) {
                hierarchies.add(hierarchy);
            }
        }
        return List.copyOf(hierarchies);
    }

    private static boolean limits(String controllers) {
        return Arrays.stream(controllers.strip().split(" ", -1)).anyMatch(WANTED_V2::contains);
    }

    private static boolean inRoot(String options, String memberships) {
        Set<String> mounted = new HashSet<>(Arrays.asList(options.split(",", -1)));
        mounted.retainAll(WANTED);
        if (mounted.isEmpty()) {
            return false;
        }
        for (String line : memberships.split("\n", -1)) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3
                    && Arrays.stream(fields[1].split(",", -1)).anyMatch(mounted::contains)) {
                return fields[2].equals("/");
            }
        }
        return false;
    }
}
