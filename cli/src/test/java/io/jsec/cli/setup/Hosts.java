package io.jsec.cli.setup;

/** Hosts in memory that tests start from. */
final class Hosts {
    static final String DISTRIBUTION = "/home/clone/dist";

    private Hosts() {}

    /** systemd, cgroup v2, and an AppArmor that restricts user namespaces. */
    static MemoryHost debian() {
        return base().directory("/run/systemd/system", 0755, 0)
                .file("/sys/module/apparmor/parameters/enabled", 0444, "Y\n")
                .file("/usr/sbin/apparmor_parser", 0755, "")
                .file("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 0644, "1\n")
                .file("/sys/kernel/security/apparmor/profiles", 0444, "")
                .file("/sys/fs/cgroup/cgroup.controllers", 0444, "cpuset cpu io memory pids\n")
                .file("/sys/fs/cgroup/cgroup.subtree_control", 0644, "memory pids\n")
                .directory("/sys/fs/cgroup", 0755, 0)
                .file("/proc/self/cgroup", 0444, "0::/user.slice/session-1.scope\n")
                .file(
                        "/proc/self/mountinfo",
                        0444,
                        "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw\n");
    }

    /** A machine without systemd and AppArmor whose cgroups are of version 1. */
    static MemoryHost versionOne() {
        return base().directory("/sys/fs/cgroup/cpu", 0755, 0)
                .directory("/sys/fs/cgroup/memory", 0755, 0)
                .directory("/sys/fs/cgroup/pids", 0755, 0)
                .file("/proc/self/cgroup", 0444, "5:pids:/\n4:memory:/outer/box\n1:cpu:/\n")
                .file(
                        "/proc/self/mountinfo",
                        0444,
                        """
                        31 30 0:27 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu
                        32 30 0:28 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
                        33 30 0:29 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
                        """);
    }

    private static MemoryHost base() {
        return new MemoryHost()
                .file(
                        "/etc/passwd",
                        0644,
                        """
                        root:x:0:0:root:/root:/bin/bash
                        messagebus:x:999:999::/nonexistent:/usr/sbin/nologin
                        alice:x:1000:1000:Alice:/home/alice:/bin/bash
                        """)
                .file("/etc/group", 0644, "root:x:0:\nmessagebus:x:999:\nalice:x:1000:\n")
                .file("/etc/subuid", 0644, "alice:100000:65536\n")
                .file("/etc/subgid", 0644, "alice:100000:65536\n")
                .file(
                        "/etc/login.defs",
                        0644,
                        "# ids\nSUB_UID_MIN\t 100000\nSUB_UID_MAX 600100000\n")
                .file("/proc/sys/net/ipv4/ip_unprivileged_port_start", 0644, "1024")
                .file("/dev/net/tun", 0600, "")
                .directory("/home", 0755, 0)
                .directory("/home/alice", 0700, 1000)
                .directory("/home/alice/src", 0755, 1000)
                .directory(DISTRIBUTION, 0755, 0)
                .file(DISTRIBUTION + "/bin/jsec", 0755, "the program")
                .file(DISTRIBUTION + "/share/jsec-views.service", 0644, "[Unit]\n")
                .file(DISTRIBUTION + "/share/apparmor-jsec-launch", 0644, "plain\n")
                .file(DISTRIBUTION + "/share/apparmor-jsec-launch.userns", 0644, "userns,\n")
                .file(DISTRIBUTION + "/share/apparmor-jsec-container", 0644, "container\n")
                .file(DISTRIBUTION + "/share/sysctl-jsec.conf", 0644, "sysctl\n");
    }
}
