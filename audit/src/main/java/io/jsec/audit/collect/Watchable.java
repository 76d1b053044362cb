package io.jsec.audit.collect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Knows what of engines auditd ought to watch; CIS Docker 1.6.0, section 1.1. Distributions put
 * programs and units into other folders than the benchmark names.
 */
final class Watchable {
    private static final List<String> FILES =
            List.of(
                    "/run/containerd",
                    "/var/lib/docker",
                    "/etc/docker",
                    "/run/containerd/containerd.sock",
                    "/etc/default/docker",
                    "/etc/docker/daemon.json",
                    "/etc/containerd/config.toml",
                    "/etc/sysconfig/docker");
    private static final List<String> PROGRAM_FOLDERS =
            List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin");
    private static final List<String> PROGRAMS =
            List.of(
                    "dockerd",
                    "containerd",
                    "containerd-shim",
                    "containerd-shim-runc-v1",
                    "containerd-shim-runc-v2",
                    "runc");
    private static final List<String> UNITS = List.of("docker.service", "docker.socket");

    private Watchable() {}

    /** What is there, links resolved. */
    static List<String> of(HostRoot root) {
        List<String> candidates = new ArrayList<>(FILES);
        for (String folder : PROGRAM_FOLDERS) {
            PROGRAMS.forEach(name -> candidates.add(folder + "/" + name));
        }
        for (String folder : HostFiles.UNIT_FOLDERS) {
            UNITS.forEach(name -> candidates.add(folder + "/" + name));
        }
        Set<String> found = new LinkedHashSet<>();
        for (String path : candidates) {
            root.seen(path)
                    // A unit that is switched off is a link to a device.
                    .filter(each -> each.isRegular() || each.isFolder() || each.isSocket())
                    .ifPresent(each -> found.add(each.path()));
        }
        return List.copyOf(found);
    }
}
