package io.jsec.audit.collect;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.Located;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knows where engines have their sockets: root's, those of accounts, and those configured. */
final class EngineSockets {
    private static final String RUNTIME = "/run/user";
    private static final String UNIX = "unix://";
    private static final List<String> ENGINES =
            List.of("/run/docker.sock", "/run/podman/podman.sock");
    private static final List<String> CONTAINERD =
            List.of("/run/containerd/containerd.sock", "/run/crio/crio.sock");
    private static final List<String> ROOTLESS =
            List.of("docker.sock", "podman/podman.sock", "jsec/jsec.sock");

    /** Execute bits of group and others. */
    private static final int PASSABLE = 0011;

    private EngineSockets() {}

    /** The paths, whether or not something is there. */
    static Map<String, Role> of(HostRoot root, List<DaemonFacts> daemons) {
        Map<String, Role> all = new LinkedHashMap<>();
        ENGINES.forEach(path -> all.put(path, Role.ENGINE_SOCKET));
        CONTAINERD.forEach(path -> all.put(path, Role.CONTAINERD_SOCKET));
        for (DaemonFacts daemon : daemons) {
            boolean rootless = daemon.truth("rootless").orElse(false);
            for (Located<String> host : daemon.texts("hosts")) {
                String address = host.value();
                if (address.startsWith(UNIX + "/")) {
                    all.putIfAbsent(
                            address.substring(UNIX.length()),
                            rootless ? Role.ROOTLESS_SOCKET : Role.ENGINE_SOCKET);
                }
            }
        }
        for (String account : accounts(root)) {
            ROOTLESS.forEach(name -> all.put(account + "/" + name, Role.ROOTLESS_SOCKET));
        }
        return all;
    }

    /** Folders of accounts: those that may be looked into, or that others may pass. */
    private static List<String> accounts(HostRoot root) {
        try {
            return root.list(RUNTIME).stream()
                    .map(name -> RUNTIME + "/" + name)
                    .filter(folder -> !isClosed(root, folder))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isClosed(HostRoot root, String folder) {
        boolean passable =
                root.seen(folder).filter(found -> (found.mode() & PASSABLE) != 0).isPresent();
        try {
            root.list(folder);
            return false;
        } catch (IOException e) {
            return !passable;
        }
    }
}
