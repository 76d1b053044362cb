package io.jsec.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Where a container's control groups may be made: plain data, found out by whoever probes the host.
 */
public sealed interface CgroupView {
    /** Stands among the controllers where the kernel counts swap too. */
    String SWAP = "memory.swap";

    /** Stands among the controllers where the scheduler BFQ weighs groups. */
    String BFQ = "io.bfq";

    /** Stands among the controllers where the kernel weighs groups without BFQ. */
    String IO_WEIGHT = "io.weight";

    /**
     * cgroup v2.
     *
     * @param directory the delegated group, below which one group a container is made
     * @param controllers those its children have: cpu, cpuset, memory, pids …, {@link #SWAP}
     */
    record V2(Path directory, Set<String> controllers) implements CgroupView {
        /** Absolute. */
        public V2 {
            controllers = Set.copyOf(controllers);
            requireAbsolute(directory);
        }
    }

    /**
     * cgroup v1.
     *
     * @param hierarchies those with a group delegated to us
     */
    record V1(List<Hierarchy> hierarchies) implements CgroupView {
        /** Copied. */
        public V1 {
            hierarchies = List.copyOf(hierarchies);
        }
    }

    /**
     * One hierarchy of cgroup v1.
     *
     * @param directory the delegated group
     * @param controllers those mounted together, in the kernel's order: cpu, cpuacct
     * @param memoryNodes the group's cpuset.mems, which a new group must repeat; empty elsewhere
     */
    record Hierarchy(Path directory, List<String> controllers, String memoryNodes) {
        /** Absolute, at least one controller. */
        public Hierarchy {
            controllers = List.copyOf(controllers);
            requireAbsolute(directory);
            if (controllers.isEmpty()) {
                throw new IllegalArgumentException("a hierarchy without controllers");
            }
        }

        /** The controllers alone, without words for what the kernel has of them. */
        List<String> mounted() {
            return controllers.stream().filter(each -> each.indexOf('.') < 0).toList();
        }
    }

    /**
     * Nothing is delegated.
     *
     * @param why for people
     * @param fix what to run
     */
    record None(String why, String fix) implements CgroupView {}

    private static void requireAbsolute(Path directory) {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("relative cgroup directory " + directory);
        }
    }
}
