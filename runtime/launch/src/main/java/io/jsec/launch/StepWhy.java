package io.jsec.launch;

import io.jsec.linux.Resource;

/** Why each step is there, in a few words; empty where the step says it itself. */
final class StepWhy {
    private StepWhy() {}

    static String of(Step step) {
        return switch (step) {
            case Step.Cleanup _ -> "removed when the container ends";
            case Step.OomScore _ -> "goes before the engine when memory runs out";
            case Step.AppArmor _ ->
                    "the command and all it starts; settings of the kernel stay shut";
            case Step.Cgroup _ -> "holds its limits, so that they can be read and it can be frozen";
            case Step.Share _ -> "as asked for; its ids are that container's too";
            case Step.Namespaces it -> namespaces(it.flags());
            case Step.IdMap it -> idMap(it);
            case Step.Overlay _ -> "the image stays as it is, changes are the container's own";
            case Step.Mount it -> mount(it);
            case Step.Bind it -> bind(it);
            case Step.Device _ -> "harmless, and every program expects it";
            case Step.Symlink _ -> "";
            case Step.Directory _ -> "where the command starts";
            case Step.Mask it ->
                    it.path().startsWith(SysSteps.CPU)
                            ? "temperatures tell what neighbours do"
                            : "tells about the host";
            case Step.ReadOnly _ -> "settings of the host";
            case Step.Stdio _ -> "never the caller's own descriptors";
            case Step.ReadOnlyRoot _ -> "as asked for";
            case Step.PivotRoot _ -> "from here on no path of the host exists";
            case Step.Hostname _ -> "";
            case Step.LoopbackUp _ -> "the only interface it has";
            case Step.Sysctl it -> sysctl(it);
            case Step.Rlimit it -> rlimit(it);
            case Step.Landlock _ -> "no device node, whatever else fails";
            case Step.User _ -> "";
            case Step.Capabilities it ->
                    it.bounding() == 0
                            ? "nothing to give away"
                            : "they count for this container's ids only";
            case Step.NoNewPrivs _ -> "no program inside can gain privileges";
            case Step.Seccomp _ -> "system calls it does not need are refused";
            case Step.Join _ ->
                    "its ids too; without Landlock rules, which would part it from the"
                            + " container's other processes";
            case Step.Exec _ -> "";
        };
    }

    private static String idMap(Step.IdMap map) {
        if (map.setgroups() == 0) {
            return "every id inside is jsec's own user";
        }
        return map.uids().stream().anyMatch(range -> range.reaches(0))
                ? "its root is jsec's own user on the host"
                : "its root is nobody on the host";
    }

    private static String namespaces(long flags) {
        long missing = NamespaceKind.maskOf(NamespaceKind.values()) & ~flags;
        return missing == 0
                ? "all private"
                : "all private but "
                        + StepText.namespaces(missing)
                        + ": taken from a container above, else the host's";
    }

    private static String mount(Step.Mount mount) {
        if ((mount.how() & Step.Mount.SHARED) != 0) {
            return "with its namespace";
        }
        return switch (mount.type()) {
            case "proc" -> "its own processes only";
            case "devpts" -> "its own terminals only";
            case "mqueue" -> "its own message queues";
            case "cgroup", "cgroup2" -> "programs size themselves by their limits";
            default ->
                    switch (mount.target()) {
                        case "/dev" -> "the image's own is never used";
                        case "/dev/shm" -> "its own shared memory";
                        case "/sys" -> "instead of the machine's";
                        default -> "memory, as asked for";
                    };
        };
    }

    private static String bind(Step.Bind bind) {
        if (bind.target().startsWith("/sys/")) {
            return "programs size themselves by it";
        }
        return bind.target().startsWith("/etc/") && (bind.how() & Step.Bind.REPLACE_SYMLINK) != 0
                ? "the container's own"
                : "as asked for";
    }

    private static String sysctl(Step.Sysctl sysctl) {
        return switch (sysctl.name()) {
            case "net/ipv4/ip_unprivileged_port_start" -> "low ports need no capability";
            case "net/ipv4/ping_group_range" -> "ping needs no capability";
            default ->
                    sysctl.name().startsWith("user/max_")
                            ? "no namespace can be made inside"
                            : "as asked for";
        };
    }

    private static String rlimit(Step.Rlimit limit) {
        return limit.resource() == Resource.CORE.number() && limit.hard() == 0
                ? "no memory goes to the host's crash handler"
                : "";
    }
}
