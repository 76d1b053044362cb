package io.jsec.engine;

import io.jsec.launch.LimitFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps an update from ending a container: cgroup v2 takes any limit of memory, and makes room for
 * it by the OOM killer (version 1 refuses such a limit itself).
 */
final class MemoryInUse {
    private MemoryInUse() {}

    /**
     * Looks whether what cannot be dropped fits.
     *
     * @throws EngineException where it does not
     */
    static void check(List<LimitFiles.GroupFile> files) {
        for (LimitFiles.GroupFile each : files) {
            if (each.file().equals("memory.max")) {
                long held = held(text(each.group(), "memory.stat"));
                long room = swapRoom(each.group(), files);
                long limit = Long.parseLong(each.value());
                if (held - room > limit) {
                    throw EngineException.badParameter(
                            each.option()
                                    + " refused: the container holds "
                                    + held
                                    + " bytes that cannot be dropped, and its processes would be"
                                    + " ended. Instead: a larger limit, or docker stop first");
                }
            }
        }
    }

    /** Of memory.stat: what no reclaim brings back without swap. Pure. */
    static long held(Optional<String> stat) {
        Map<String, Long> pairs = CgroupFiles.pairs(stat);
        return pairs.getOrDefault("anon", 0L) + pairs.getOrDefault("shmem", 0L);
    }

    private static long swapRoom(Path group, List<LimitFiles.GroupFile> files) {
        Optional<String> wanted =
                files.stream()
                        .filter(each -> each.file().equals("memory.swap.max"))
                        .map(LimitFiles.GroupFile::value)
                        .findFirst()
                        .or(() -> text(group, "memory.swap.max"));
        long used = CgroupFiles.number(text(group, "memory.swap.current")).orElse(0);
        return room(wanted, used, text(Path.of("/proc"), "meminfo").orElse(""));
    }

    /** How much more may go to swap: by the group's limit, and by what the host has free. Pure. */
    static long room(Optional<String> swapMax, long used, String meminfo) {
        long free = CgroupFiles.meminfo(meminfo, "SwapFree:");
        boolean unlimited = swapMax.map(String::strip).filter("max"::equals).isPresent();
        long limit = unlimited ? Long.MAX_VALUE : CgroupFiles.number(swapMax).orElse(0);
        return Math.max(0, Math.min(free, limit - used));
    }

    private static Optional<String> text(Path directory, String file) {
        return CgroupFiles.read(directory.resolve(file));
    }
}
