package io.jsec.linux;

import io.jsec.linux.abi.Sockets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Where images and containers lie, and where sockets do. */
final class StoreProbes {
    private static final long FREE_BYTES_MIN = 1L << 30;
    private static final Set<String> LOCAL = Set.of("ext4", "ext3", "xfs", "btrfs", "f2fs", "zfs");

    private StoreProbes() {}

    static List<Probe> of(HostView host) {
        return List.of(fileSystem(host), space(host), socket(host));
    }

    private static Probe fileSystem(HostView host) {
        String id = "store.filesystem";
        String question = "Does the file system of " + host.store().path() + " take overlays?";
        String type = host.store().type();
        if (LOCAL.contains(type)) {
            return Probe.ok(id, question, type, "containers write there");
        }
        if ("tmpfs".equals(type)) {
            return host.kernel().version().isAtLeast(6, 6)
                    ? Probe.ok(id, question, type, "containers write there; gone at the next boot")
                    : Probe.missing(
                            id,
                            question,
                            type,
                            "tmpfs keeps no user attributes before 6.6: no container starts; set"
                                    + " XDG_DATA_HOME to a disk");
        }
        return Probe.degraded(
                id,
                question,
                type + ", unknown",
                "network and stacked file systems refuse it; set XDG_DATA_HOME to a local disk");
    }

    private static Probe space(HostView host) {
        String id = "store.space";
        String question = "Is there room for images?";
        long free = host.store().freeBytes();
        String answer =
                free < FREE_BYTES_MIN ? free / (1 << 20) + " MiB" : free / (1 << 30) + " GiB";
        return free >= FREE_BYTES_MIN
                ? Probe.ok(id, question, answer, "enough to start with")
                : Probe.degraded(id, question, answer, "images are larger; make room");
    }

    private static Probe socket(HostView host) {
        String id = "store.socket-path";
        String path = host.userSocket().toString();
        String question =
                "Does the engine's socket path fit into " + Sockets.SUN_PATH_BYTES_MAX + " bytes?";
        int length = path.getBytes(StandardCharsets.UTF_8).length;
        return length <= Sockets.SUN_PATH_BYTES_MAX
                ? Probe.ok(id, question, length + " bytes: " + path, "clients can connect")
                : Probe.degraded(
                        id,
                        question,
                        length + " bytes: " + path,
                        "the engine cannot listen there; set XDG_RUNTIME_DIR to a shorter path");
    }
}
