package io.jsec.audit.collect;

import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds sockets of engines that processes with another root see, by {@code /proc/PID/mountinfo}
 * (proc_pid_mountinfo(5)): the socket itself, or a folder with it. Services that have their own
 * mount namespace over the root of the host see what the host sees, and are left out.
 */
final class MountedSockets {
    private static final Set<String> NAMES =
            Set.of("docker.sock", "podman.sock", "containerd.sock", "crio.sock", "jsec.sock");

    private final HostRoot root;
    private final HostMounts own;
    private final Set<String> sockets;
    private final Set<String> namespaces = new HashSet<>();
    private final List<Located<String>> found = new ArrayList<>();
    private int hidden;

    private MountedSockets(HostRoot root, HostMounts own, Set<String> sockets) {
        this.root = root;
        this.own = own;
        this.sockets = sockets;
    }

    /**
     * What is seen, one line each; unknown where processes of others cannot be looked into.
     *
     * @param own mounts of the host
     * @param sockets paths of sockets of engines, links resolved
     */
    static Fact<List<Located<String>>> of(HostRoot root, HostMounts own, Set<String> sockets) {
        MountedSockets all = new MountedSockets(root, own, sockets);
        List<String> processes;
        try {
            processes = root.list("/proc").stream().filter(name -> name.matches("[0-9]+")).toList();
        } catch (IOException e) {
            return Fact.unknown(HostRoot.why("/proc", e));
        }
        all.host("self");
        all.host("1");
        processes.forEach(all::process);
        if (!all.found.isEmpty()) {
            return Fact.of(all.found, SourceLocation.whole("/proc"));
        }
        if (!processes.contains("1")) {
            return Fact.unknown("/proc shows no processes of others");
        }
        return all.hidden > 0
                ? Fact.unknown(
                        "/proc: permission denied for the mounts of "
                                + (all.hidden == 1 ? "1 process" : all.hidden + " processes"))
                : Fact.of(List.of(), SourceLocation.whole("/proc"));
    }

    private void host(String pid) {
        try {
            namespaces.add(root.link("/proc/" + pid + "/ns/mnt"));
        } catch (IOException e) {
            // Its namespace is then met again among the processes.
            return;
        }
    }

    private void process(String pid) {
        try {
            String namespace = root.link("/proc/" + pid + "/ns/mnt");
            if (!namespaces.contains(namespace)) {
                Optional<String> mounts = root.text("/proc/" + pid + "/mountinfo");
                if (mounts.isPresent()) {
                    namespaces.add(namespace);
                    namespace(pid, HostMounts.parse(mounts.get()));
                }
            }
        } catch (AccessDeniedException e) {
            hidden++;
        } catch (IOException e) {
            // It has ended meanwhile; another process of the namespace tells the same.
            return;
        }
    }

    private void namespace(String pid, HostMounts mounts) throws IOException {
        if (!sameRoot(mounts)) {
            String name = root.text("/proc/" + pid + "/comm").orElse("").strip();
            SourceLocation at = SourceLocation.whole("/proc/" + pid + "/mountinfo");
            for (String text : seen(mounts)) {
                found.add(new Located<>("process " + name + " sees " + text, at));
            }
        }
    }

    private boolean sameRoot(HostMounts mounts) {
        Optional<HostMounts.Entry> here = own.holding("/");
        Optional<HostMounts.Entry> there = mounts.holding("/");
        return here.isPresent()
                && there.isPresent()
                && here.get().device().equals(there.get().device())
                && here.get().root().equals(there.get().root());
    }

    private Set<String> seen(HostMounts mounts) {
        Set<String> all = new LinkedHashSet<>();
        for (HostMounts.Entry mount : mounts.entries()) {
            String file = mount.root().substring(mount.root().lastIndexOf('/') + 1);
            if (NAMES.contains(file)) {
                all.add(file + " at " + mount.point());
            }
            for (String socket : sockets) {
                own.holding(socket)
                        .filter(each -> each.device().equals(mount.device()))
                        .map(each -> each.within(socket))
                        .filter(mount::shows)
                        .map(within -> name(socket) + " at " + mount.seenAt(within))
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
