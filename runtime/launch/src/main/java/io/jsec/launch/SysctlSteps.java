package io.jsec.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kernel settings of the container's own namespaces: no namespace can be made inside, whatever
 * capabilities or filter say; and ports and pings need no capability.
 */
final class SysctlSteps {
    /** Counted per user namespace; a child cannot raise them (namespaces(7), kernel/ucount.c). */
    static final List<String> NAMESPACE_LIMITS =
            List.of(
                    "user/max_user_namespaces",
                    "user/max_mnt_namespaces",
                    "user/max_net_namespaces",
                    "user/max_pid_namespaces",
                    "user/max_ipc_namespaces",
                    "user/max_uts_namespaces",
                    "user/max_cgroup_namespaces");

    /** Kernels built without time namespaces lack it. */
    static final String TIME_LIMIT = "user/max_time_namespaces";

    private SysctlSteps() {}

    static void add(PlanDraft draft) {
        for (String name : NAMESPACE_LIMITS) {
            draft.add(new Step.Sysctl(name, "0", 0));
        }
        int how = draft.host().timeNamespaces() ? 0 : Step.Sysctl.OPTIONAL;
        draft.add(new Step.Sysctl(TIME_LIMIT, "0", how));
        Map<String, String> values = new LinkedHashMap<>();
        if (draft.spec().network() == NetworkMode.NONE) {
            long last = IdentitySteps.lastId(draft.host().identity());
            values.put("net/ipv4/ip_unprivileged_port_start", "0");
            values.put("net/ipv4/ping_group_range", "0 " + Math.min(last, 65_535));
        }
        draft.spec().sysctls().values().keySet().forEach(name -> check(draft, name));
        values.putAll(draft.spec().sysctls().values());
        values.forEach((name, value) -> draft.add(new Step.Sysctl(name, value, 0)));
    }

    private static void check(PlanDraft draft, String name) {
        String what = "--sysctl " + name.replace('/', '.');
        if (Sysctls.ofNetwork(name) && draft.spec().network() != NetworkMode.NONE) {
            draft.refuse(
                    Rule.SYSCTL,
                    what,
                    "the container has no network of its own, and another's settings stay",
                    "--network none");
        }
        if (Sysctls.ofIpc(name) && draft.spec().sharing().takes(NamespaceKind.IPC)) {
            draft.refuse(
                    Rule.SYSCTL,
                    what,
                    "the container has no ipc namespace of its own, and another's settings stay",
                    "the option given to the container that has it");
        }
        if (Sysctls.ofIpc(name) && !draft.host().kernelAtLeast(6, 9)) {
            draft.refuse(
                    Rule.SYSCTL,
                    what,
                    "before kernel 6.9 only the host's root may set it, in any namespace",
                    "a newer kernel, or the option left out");
        }
    }
}
