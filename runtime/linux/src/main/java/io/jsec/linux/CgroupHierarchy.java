package io.jsec.linux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One mounted tree of control groups.
 *
 * @param unified version 2
 * @param controllers v1: those of the mount; v2: those of the group this process is in
 * @param mount where the tree is mounted
 * @param own path of this process's group below the mount, {@code /} for its top
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>
 */
public record CgroupHierarchy(boolean unified, Set<String> controllers, String mount, String own) {
    private static final Set<String> V1_CONTROLLERS =
            Set.of(
                    "blkio",
                    "cpu",
                    "cpuacct",
                    "cpuset",
                    "devices",
                    "freezer",
                    "hugetlb",
                    "memory",
                    "misc",
                    "net_cls",
                    "net_prio",
                    "perf_event",
                    "pids",
                    "rdma");

    /** Copies the set. */
    public CgroupHierarchy {
        controllers = Set.copyOf(controllers);
    }

    /** Every hierarchy mounted on the host, from mountinfo and {@code /proc/self/cgroup}. */
    public static List<CgroupHierarchy> read(HostFiles host) {
        Map<String, String> own = membership(host.lines("/proc/self/cgroup"));
        List<CgroupHierarchy> hierarchies = new ArrayList<>();
        for (Mount mount : Mount.parse(host.lines("/proc/self/mountinfo"))) {
            if ("cgroup2".equals(mount.type())) {
                String group = below(mount.root(), own.getOrDefault("", "/"));
                hierarchies.add(
                        new CgroupHierarchy(
                                true, unified(host, mount, group), mount.target(), group));
            } else if ("cgroup".equals(mount.type())) {
                Set<String> controllers = new TreeSet<>(mount.superOptions());
                controllers.retainAll(V1_CONTROLLERS);
                if (!controllers.isEmpty()) {
                    String group = own.getOrDefault(controllers.iterator().next(), "/");
                    hierarchies.add(
                            new CgroupHierarchy(
                                    false,
                                    controllers,
                                    mount.target(),
                                    below(mount.root(), group)));
                }
            }
        }
        return List.copyOf(hierarchies);
    }

    /** The directory of this process's group, as an absolute path of the host. */
    public String ownDirectory() {
        return "/".equals(own) ? mount : mount + own;
    }

    private static Set<String> unified(HostFiles host, Mount mount, String group) {
        String directory = "/".equals(group) ? mount.target() : mount.target() + group;
        String words = host.text(directory + "/cgroup.controllers").orElse("");
        return words.isEmpty() ? Set.of() : Set.of(words.split("\\s+"));
    }

    /** Controller (empty name: v2) to the path of the group. */
    private static Map<String, String> membership(List<String> lines) {
        Map<String, String> own = new LinkedHashMap<>();
        for (String line : lines) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3) {
                for (String controller : fields[1].split(",", -1)) {
                    own.putIfAbsent(controller, fields[2]);
                }
            }
        }
        return own;
    }

    /** A group's path as seen below a mount of only a part of the tree. */
    private static String below(String root, String group) {
        if ("/".equals(root)) {
            return group;
        }
        if (group.equals(root)) {
            return "/";
        }
        return group.startsWith(root + "/") ? group.substring(root.length()) : "/";
    }
}
