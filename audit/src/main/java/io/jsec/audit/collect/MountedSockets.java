package io.jsec.audit.collect;

import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds sockets of engines that other mount namespaces see, by {@code /proc/PID/mountinfo}
 * (proc_pid_mountinfo(5)). It sees what is mounted as such; a mounted folder with a socket is seen
 * where the socket can be found in it.
 */
final class MountedSockets {
    private static final Set<String> NAMES =
            Set.of("docker.sock", "podman.sock", "containerd.sock", "crio.sock", "jsec.sock");
    private static final int ROOT = 3;
    private static final int POINT = 4;

    private final HostRoot root;
    private final Set<Path> namespaces = new HashSet<>();
    private final List<Located<String>> found = new ArrayList<>();
    private int hidden;

    private MountedSockets(HostRoot root) {
        this.root = root;
    }

    /** The sockets, one line each; unknown where processes of others cannot be looked into. */
    static Fact<List<Located<String>>> of(HostRoot root) {
        MountedSockets sockets = new MountedSockets(root);
        try {
            for (String name : root.list("/proc")) {
                if (name.matches("[0-9]+")) {
                    sockets.process(name);
                }
            }
        } catch (IOException e) {
            return Fact.unknown(HostRoot.why("/proc", e));
        }
        if (sockets.found.isEmpty() && sockets.hidden > 0) {
            return Fact.unknown(
                    "mounts of " + sockets.hidden + " processes of others cannot be read");
        }
        return Fact.of(sockets.found, SourceLocation.whole("/proc"));
    }

    private void process(String pid) {
        Path namespace;
        try {
            namespace = Files.readSymbolicLink(root.at("/proc/" + pid + "/ns/mnt"));
            if (namespaces.isEmpty()) {
                namespaces.add(Files.readSymbolicLink(root.at("/proc/self/ns/mnt")));
                namespaces.add(Files.readSymbolicLink(root.at("/proc/1/ns/mnt")));
            }
        } catch (AccessDeniedException e) {
            hidden++;
            return;
        } catch (IOException e) {
            // It has ended meanwhile.
            return;
        }
        if (!namespaces.add(namespace)) {
            return;
        }
        try {
            String name = root.text("/proc/" + pid + "/comm").orElse("").strip();
            for (String line :
                    root.text("/proc/" + pid + "/mountinfo").orElse("").lines().toList()) {
                mount(pid, name, line.split(" ", -1));
            }
        } catch (AccessDeniedException e) {
            hidden++;
        } catch (IOException e) {
            // It has ended meanwhile.
            namespaces.remove(namespace);
        }
    }

    private void mount(String pid, String name, String[] fields) {
        if (fields.length <= POINT) {
            return;
        }
        String file = fields[ROOT].substring(fields[ROOT].lastIndexOf('/') + 1);
        if (NAMES.contains(file)) {
            String text = "process %s (%s) sees %s at %s".formatted(pid, name, file, fields[POINT]);
            found.add(new Located<>(text, SourceLocation.whole("/proc/" + pid + "/mountinfo")));
        }
    }
}
