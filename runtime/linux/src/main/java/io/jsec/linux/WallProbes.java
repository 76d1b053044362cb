package io.jsec.linux;

import java.util.List;
import java.util.Optional;

/** What the kernel offers to build walls from. */
final class WallProbes {
    private static final String SECCOMP_ACTIONS = "/proc/sys/kernel/seccomp/actions_avail";

    private WallProbes() {}

    static List<Probe> of(HostView host) {
        return List.of(
                landlock(host),
                seccomp(host),
                notification(host),
                appArmor(host),
                selinux(host),
                yama(host));
    }

    private static Probe landlock(HostView host) {
        String id = "walls.landlock";
        String question = "Which Landlock has the kernel?";
        int abi = host.kernel().landlockAbi();
        if (abi >= 2) {
            return Probe.ok(id, question, "ABI " + abi, "containers get file rules of their own");
        }
        return abi == 1
                ? Probe.degraded(
                        id,
                        question,
                        "ABI 1",
                        "left off: before ABI 2 it refuses every rename between directories")
                : Probe.degraded(
                        id,
                        question,
                        "none, or it is off at boot",
                        "left off: one wall fewer; lsm=landlock,… on the kernel's command line");
    }

    private static Probe seccomp(HostView host) {
        String id = "walls.seccomp";
        String question = "Does the kernel filter system calls?";
        return action(host, "kill_process")
                ? Probe.ok(id, question, "yes", "containers get the hardened filter")
                : Probe.missing(
                        id,
                        question,
                        "no",
                        "no container starts: the kernel needs CONFIG_SECCOMP_FILTER");
    }

    private static Probe notification(HostView host) {
        String id = "walls.seccomp-notify";
        String question = "Can a filter ask a supervisor?";
        return action(host, "user_notif")
                ? Probe.ok(id, question, "yes", "refused calls can be reported")
                : Probe.degraded(id, question, "no", "refused calls cannot be reported");
    }

    private static boolean action(HostView host, String name) {
        String actions = host.files().text(SECCOMP_ACTIONS).orElse("");
        return List.of(actions.split("\\s+", -1)).contains(name);
    }

    private static Probe appArmor(HostView host) {
        String id = "walls.apparmor";
        String question = "Is AppArmor on?";
        if (!AppArmor.isOn(host.files())) {
            return Probe.ok(id, question, "no", "containers rest on the other walls");
        }
        return host.files().exists("/etc/apparmor.d/jsec-container")
                ? Probe.ok(id, question, "yes", "containers have the profile jsec-container")
                : Probe.ok(id, question, "yes", "jsec setup would give containers a profile");
    }

    private static Probe selinux(HostView host) {
        String id = "walls.selinux";
        String question = "Is SELinux on?";
        Optional<String> enforce = host.files().text("/sys/fs/selinux/enforce");
        if (enforce.isEmpty()) {
            return Probe.ok(id, question, "no", "no labels are needed");
        }
        return enforce.get().equals("1")
                ? Probe.ok(
                        id,
                        question,
                        "yes, enforcing",
                        "containers run in the label of the user; labels of their own are not set")
                : Probe.ok(id, question, "yes, permissive", "it only records");
    }

    private static Probe yama(HostView host) {
        String id = "walls.yama";
        String question = "May processes trace others of their user (kernel.yama.ptrace_scope)?";
        long scope = host.files().sysctl("kernel.yama.ptrace_scope").orElse(0);
        return scope > 0
                ? Probe.ok(id, question, "no, scope " + scope, "a taken-over tool reads no other")
                : Probe.degraded(
                        id,
                        question,
                        "yes",
                        "programs of the user outside containers can trace each other; the launcher"
                                + " is not dumpable; sysctl kernel.yama.ptrace_scope=1");
    }
}
