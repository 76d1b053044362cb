package io.jsec.linux;

import java.util.List;
import java.util.OptionalLong;

/** Settings of the whole host that weaken or strengthen every container. */
final class SysctlProbes {
    /**
     * @param name dotted
     * @param least the smallest good value
     * @param most the largest good value
     * @param danger what a bad value allows
     */
    private record Wish(String name, long least, long most, String danger) {}

    private static final long ANY = Long.MAX_VALUE;

    private static final List<Wish> WISHES =
            List.of(
                    new Wish(
                            "dev.tty.legacy_tiocsti",
                            0,
                            0,
                            "programs can type into terminals they share"),
                    new Wish(
                            "kernel.io_uring_disabled",
                            1,
                            2,
                            "io_uring is open to programs outside containers"),
                    new Wish("kernel.kptr_restrict", 1, ANY, "kernel addresses can be read"),
                    new Wish("kernel.dmesg_restrict", 1, ANY, "the kernel's log can be read"),
                    new Wish(
                            "kernel.unprivileged_bpf_disabled",
                            1,
                            ANY,
                            "any user can load programs into the kernel"),
                    new Wish(
                            "kernel.perf_event_paranoid",
                            2,
                            ANY,
                            "any user can measure the kernel and other programs"),
                    new Wish(
                            "vm.unprivileged_userfaultfd",
                            0,
                            0,
                            "any user can stop the kernel at a page fault"),
                    new Wish(
                            "fs.protected_symlinks",
                            1,
                            ANY,
                            "links in shared directories are followed blindly"),
                    new Wish(
                            "fs.protected_hardlinks",
                            1,
                            ANY,
                            "users can link files they may not read"),
                    new Wish(
                            "fs.protected_regular",
                            1,
                            ANY,
                            "files planted in shared directories are opened blindly"),
                    new Wish(
                            "fs.protected_fifos",
                            1,
                            ANY,
                            "pipes planted in shared directories are opened blindly"));

    private SysctlProbes() {}

    static List<Probe> of(HostView host) {
        return WISHES.stream().map(wish -> ask(host.files(), wish)).toList();
    }

    private static Probe ask(HostFiles files, Wish wish) {
        String id = "sysctl." + wish.name;
        String good =
                wish.least
                        + (wish.most == ANY
                                ? " or more"
                                : wish.most == wish.least ? "" : " to " + wish.most);
        String question = "Is " + wish.name + " " + good + "?";
        OptionalLong value = files.sysctl(wish.name);
        if (value.isEmpty()) {
            return Probe.ok(id, question, "not on this kernel", "nothing to set");
        }
        String answer = Long.toString(value.getAsLong());
        boolean fits = value.getAsLong() >= wish.least && value.getAsLong() <= wish.most;
        return fits
                ? Probe.ok(id, question, answer, "as it should be")
                : Probe.degraded(
                        id,
                        question,
                        answer,
                        wish.danger + "; sysctl " + wish.name + "=" + wish.least);
    }
}
