package io.jsec.engine;

import io.jsec.launch.CgroupView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Control groups of containers whose launcher was killed: the kernel ended what was in them, and
 * nobody was left to remove them. Their names stand in the way of the next start.
 */
final class LeftGroups {
    private static final Logger LOG = LoggerFactory.getLogger(LeftGroups.class);

    /** What was frozen dies when it is let go, which the kernel does in its own time. */
    private static final int TRIES_MAX = 1_000;

    private static final long PAUSE_NANOS = 2_000_000;

    private final CgroupView cgroups;

    LeftGroups(CgroupView cgroups) {
        this.cgroups = cgroups;
    }

    /** Removes the groups of a container that the launcher does not know. */
    void remove(String id) {
        List<Path> parents =
                switch (cgroups) {
                    case CgroupView.V2 v2 -> List.of(v2.directory());
                    case CgroupView.V1 v1 ->
                            v1.hierarchies().stream().map(CgroupView.Hierarchy::directory).toList();
                    case CgroupView.None _ -> List.of();
                };
        List<Path> groups =
                parents.stream()
                        .map(parent -> parent.resolve(id))
                        .filter(Files::isDirectory)
                        .toList();
        // In version 1 what is frozen in one hierarchy keeps the groups of all of them alive.
        groups.forEach(LeftGroups::letGo);
        groups.forEach(LeftGroups::remove);
    }

    private static void letGo(Path group) {
        write(group.resolve("freezer.state"), "THAWED");
        write(group.resolve("cgroup.kill"), "1");
        write(group.resolve("cgroup.freeze"), "0");
    }

    /** Where there is such a file. */
    private static void write(Path file, String word) {
        try {
            if (Files.exists(file)) {
                Files.writeString(file, word, StandardOpenOption.WRITE);
            }
        } catch (IOException e) {
            LOG.warn("{} = {}: {}", file, word, e.getMessage());
        }
    }

    private static void remove(Path group) {
        IOException last = new IOException("never tried");
        for (int i = 0; i < TRIES_MAX; i++) {
            try {
                if (Files.deleteIfExists(group)) {
                    LOG.info("removed the control group {}, whose launcher was killed", group);
                }
                return;
            } catch (IOException e) {
                last = e;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        LOG.error("the control group {} stays: {}", group, last.getMessage());
    }
}
