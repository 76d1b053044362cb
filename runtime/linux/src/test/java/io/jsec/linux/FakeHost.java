package io.jsec.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** A directory that looks like a host to the probes. */
final class FakeHost {
    private final Path root;
    private String release = "6.1.0-13-amd64";
    private int landlockAbi = 2;
    private boolean noNewPrivs;
    private boolean byRoot;
    private String name = "alice";
    private StorePlace store =
            new StorePlace(Path.of("/home/alice/.local/share/jsec/store"), "ext4", 50L << 30);
    private Path socket = Path.of("/run/user/1000/jsec/jsec.sock");

    FakeHost(Path root) {
        this.root = root;
        file("/proc/filesystems", "nodev\tproc\nnodev\toverlay\n\text4\n");
        file("/proc/sys/user/max_user_namespaces", "63000");
        file("/proc/sys/kernel/seccomp/actions_avail", "kill_process errno user_notif allow");
        file("/proc/self/cgroup", "");
        file("/proc/self/mountinfo", "");
        sysctl("dev.tty.legacy_tiocsti", 0);
        sysctl("kernel.io_uring_disabled", 2);
        sysctl("kernel.kptr_restrict", 1);
        sysctl("kernel.dmesg_restrict", 1);
        sysctl("kernel.unprivileged_bpf_disabled", 2);
        sysctl("kernel.perf_event_paranoid", 3);
        sysctl("vm.unprivileged_userfaultfd", 0);
        sysctl("fs.protected_symlinks", 1);
        sysctl("fs.protected_hardlinks", 1);
        sysctl("fs.protected_regular", 2);
        sysctl("fs.protected_fifos", 1);
        sysctl("kernel.yama.ptrace_scope", 1);
    }

    FakeHost file(String path, String content) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeHost mode(String path, String permissions) {
        try {
            Files.setPosixFilePermissions(
                    root.resolve(path.substring(1)), PosixFilePermissions.fromString(permissions));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeHost setuid(String path) {
        file(path, "");
        try {
            Files.setAttribute(root.resolve(path.substring(1)), "unix:mode", 0104755);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeHost directory(String path) {
        return file(path + "/.keep", "");
    }

    FakeHost sysctl(String name, long value) {
        return file("/proc/sys/" + name.replace('.', '/'), value + "\n");
    }

    FakeHost mapped(long count) {
        setuid("/usr/bin/newuidmap").setuid("/usr/bin/newgidmap");
        String line = "alice:100000:" + count + "\n";
        return file("/etc/subuid", line).file("/etc/subgid", line);
    }

    FakeHost kernel(String release, int landlockAbi) {
        this.release = release;
        this.landlockAbi = landlockAbi;
        return this;
    }

    FakeHost noNewPrivs() {
        noNewPrivs = true;
        return this;
    }

    FakeHost store(String type, long freeBytes) {
        store = new StorePlace(store.path(), type, freeBytes);
        return this;
    }

    FakeHost socket(String path) {
        socket = Path.of(path);
        return this;
    }

    FakeHost user(String name) {
        this.name = name;
        return this;
    }

    /** A version 2 tree with the process in a group whose files this user may write. */
    FakeHost unified(String group, String controllers, boolean delegated) {
        file(
                "/proc/self/mountinfo",
                "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate\n");
        file("/proc/self/cgroup", "0::" + group + "\n");
        String directory = "/sys/fs/cgroup" + group;
        file(directory + "/cgroup.controllers", controllers + "\n");
        file(directory + "/cgroup.procs", "");
        file(directory + "/cgroup.subtree_control", "");
        return mode(directory, delegated ? "rwxr-xr-x" : "r-xr-xr-x");
    }

    /** A hierarchy of version 1 for each controller, the memory one owned by an outer manager. */
    FakeHost legacy(List<String> controllers, List<String> delegated) {
        StringBuilder mounts = new StringBuilder();
        StringBuilder groups = new StringBuilder();
        for (String controller : controllers) {
            String directory = "/sys/fs/cgroup/" + controller;
            mounts.append("35 24 0:30 / ").append(directory);
            mounts.append(" rw - cgroup cgroup rw,").append(controller).append('\n');
            String own = controller.equals("memory") ? "/outer/42" : "/";
            groups.append("1:").append(controller).append(':').append(own).append('\n');
            directory(directory);
            if (delegated.contains(controller)) {
                file(directory + "/jsec/cgroup.procs", "");
            }
        }
        return file("/proc/self/mountinfo", mounts.toString())
                .file("/proc/self/cgroup", groups.toString());
    }

    HostFiles files() {
        return new HostFiles(root);
    }

    /** Root asks; the containers are the system engine's. */
    FakeHost askedByRoot() {
        byRoot = true;
        return this;
    }

    /** The files belong to who runs the test; only the name is the fake user's. */
    Caller caller() {
        return new Caller(name, Identity.uid(), List.of(Identity.gid()));
    }

    HostView view() {
        return new HostView(
                files(),
                new KernelAnswers(release, landlockAbi, noNewPrivs),
                caller(),
                byRoot,
                store,
                socket,
                Optional.empty(),
                Optional.empty());
    }
}
