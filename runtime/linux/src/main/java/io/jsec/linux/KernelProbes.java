package io.jsec.linux;

import java.util.List;

/** The kernel's age, and what it was built with. */
final class KernelProbes {
    private KernelProbes() {}

    static List<Probe> of(HostView host) {
        return List.of(floor(host), slots(host), overlay(host), memfd(host));
    }

    private static Probe floor(HostView host) {
        String id = "kernel.floor";
        String question = "Is the kernel 5.13 or newer?";
        String release = host.kernel().release();
        return host.kernel().version().isAtLeast(5, 13)
                ? Probe.ok(id, question, release, "overlay and Landlock work without root")
                : Probe.missing(
                        id,
                        question,
                        release,
                        "no container starts: overlay and Landlock need 5.13; boot a newer kernel");
    }

    private static Probe slots(HostView host) {
        String id = "kernel.slots";
        String question = "Is the kernel 5.19 or newer, for slots?";
        String release = host.kernel().release();
        return host.kernel().version().isAtLeast(5, 19)
                ? Probe.ok(id, question, release, "each container can have an id range of its own")
                : Probe.degraded(
                        id,
                        question,
                        release,
                        "overlay takes no idmapped layers before 5.19: containers share the owner's"
                                + " ids");
    }

    private static Probe overlay(HostView host) {
        String id = "kernel.overlay";
        String question = "Does the kernel have the overlay file system?";
        boolean loaded =
                host.files().lines("/proc/filesystems").stream()
                        .anyMatch(line -> line.endsWith("\toverlay"));
        return loaded
                ? Probe.ok(id, question, "yes", "images and containers share layers")
                : Probe.degraded(
                        id,
                        question,
                        "not loaded",
                        "the first container loads the module; where there is none it fails:"
                                + " modprobe overlay tells");
    }

    private static Probe memfd(HostView host) {
        String id = "kernel.memfd";
        String question = "May programs run from sealed memory (vm.memfd_noexec)?";
        long value = host.files().sysctl("vm.memfd_noexec").orElse(0);
        return value < 2
                ? Probe.ok(
                        id,
                        question,
                        value == 0 ? "yes" : "yes, when asked for",
                        "the launcher runs from a copy nobody can change")
                : Probe.missing(
                        id,
                        question,
                        "no, vm.memfd_noexec=" + value,
                        "the launcher cannot run from its sealed copy and no container starts;"
                                + " sysctl vm.memfd_noexec=1");
    }
}
