package io.jsec.linux;

import java.util.List;
import java.util.OptionalLong;

/** Whether an ordinary user may make user namespaces. */
final class UserNamespaceProbes {
    /** Profiles with {@code userns,} for the launcher, as setup or an administrator names them. */
    private static final List<String> PROFILES =
            List.of("/etc/apparmor.d/jsec-launch", "/etc/apparmor.d/jsec");

    private UserNamespaceProbes() {}

    static List<Probe> of(HostView host) {
        return List.of(limit(host), debian(host), appArmor(host), noNewPrivs(host));
    }

    private static Probe limit(HostView host) {
        String id = "userns.limit";
        String question = "May user namespaces be made (user.max_user_namespaces)?";
        OptionalLong limit = host.files().sysctl("user.max_user_namespaces");
        if (limit.isEmpty()) {
            return Probe.missing(
                    id,
                    question,
                    "the kernel has none",
                    "no container starts: the kernel needs CONFIG_USER_NS");
        }
        return limit.getAsLong() > 0
                ? Probe.ok(
                        id,
                        question,
                        "up to " + limit.getAsLong(),
                        "each container has two of them")
                : Probe.missing(
                        id,
                        question,
                        "0",
                        "no container starts; sysctl user.max_user_namespaces=15000");
    }

    private static Probe debian(HostView host) {
        String id = "userns.unprivileged";
        String question = "May ordinary users make them (kernel.unprivileged_userns_clone)?";
        OptionalLong value = host.files().sysctl("kernel.unprivileged_userns_clone");
        return value.orElse(1) != 0
                ? Probe.ok(
                        id,
                        question,
                        value.isEmpty() ? "yes, no such switch here" : "yes",
                        "no setting stands in the way")
                : Probe.missing(
                        id,
                        question,
                        "0",
                        "no container starts; sysctl kernel.unprivileged_userns_clone=1");
    }

    private static Probe appArmor(HostView host) {
        String id = "userns.apparmor";
        String question = "Does AppArmor keep unknown programs from user namespaces?";
        HostFiles files = host.files();
        if (files.sysctl("kernel.apparmor_restrict_unprivileged_userns").orElse(0) == 0) {
            return Probe.ok(id, question, "no", "the launcher needs no profile");
        }
        return PROFILES.stream()
                .filter(files::exists)
                .findFirst()
                .map(file -> Probe.ok(id, question, "yes; profile " + file, "the launcher may"))
                .orElse(
                        Probe.missing(
                                id,
                                question,
                                "yes, and the launcher has no profile",
                                "no container starts; jsec setup installs a profile with userns"));
    }

    private static Probe noNewPrivs(HostView host) {
        String id = "userns.no-new-privs";
        String question = "Can newuidmap gain its privilege from here?";
        return host.kernel().noNewPrivs()
                ? Probe.missing(
                        id,
                        question,
                        "no, no_new_privs is on",
                        "the container's ids cannot be mapped; start jsec from a login, or the"
                                + " service without NoNewPrivileges=")
                : Probe.ok(id, question, "yes", "subordinate ids can be mapped");
    }
}
