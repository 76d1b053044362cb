package io.jsec.launch;

/**
 * The one table of rule ids a person meets on the command line: what is refused, what a command
 * line loosens against the default, and which invariant of a plan does not hold.
 *
 * <p>Ids are stable: a rule that goes leaves its number unused. 001–099 belong to the command line
 * itself; 101–199: a value that cannot be; 200–299: something this host lacks; 300–349: loosenings,
 * as {@code explain --diff-default} lists them; 350–399: tightenings; 400–499: invariants, checked
 * by {@code PlanVerifier}.
 */
public enum Rule {
    /** A container's name is one of Docker's: {@code [a-zA-Z0-9][a-zA-Z0-9_.-]+}. */
    NAME(101, "container names are [a-zA-Z0-9][a-zA-Z0-9_.-]+"),
    /** A host or domain name as RFC 1123 has it. */
    HOSTNAME(102, "host names follow RFC 1123, at most 64 bytes"),
    /** {@code -u} is an id or a name, and a group likewise; numbers are decimal and in range. */
    USER(103, "user[:group] is a decimal id or a name of the image"),
    /** A user or group name which the image does not list. */
    USER_UNKNOWN(104, "named users and groups stand in the image's passwd and group files"),
    /** A uid or gid without a place in the container's id map. */
    ID_UNMAPPED(105, "ids lie within the container's id map"),
    /** An environment entry is {@code NAME=VALUE} without NUL. */
    ENVIRONMENT(106, "environment entries are NAME=VALUE, without NUL"),
    /** A working directory is absolute and not below /proc. */
    WORKDIR(107, "the working directory is absolute and not below /proc"),
    /** A command is not empty, without NUL, and below the limits of a plan. */
    COMMAND(108, "a command has at least one word, and no NUL"),
    /** The path of a mount inside the container. */
    MOUNT_TARGET(109, "mount targets are absolute and plain"),
    /** A mount over the kernel's own file systems. */
    MOUNT_RESERVED(110, "nothing is mounted on or below /proc, /sys and /dev"),
    /** The same target twice. */
    MOUNT_TWICE(111, "a target is mounted once"),
    /** A host path for a bind or a root. */
    HOST_PATH(112, "host paths are absolute and plain"),
    /** A capability's name. */
    CAPABILITY(113, "capabilities are named as in capabilities(7)"),
    /** A byte size such as 64m. */
    SIZE(114, "sizes are a decimal number and b, k, m or g"),
    /** A list of CPUs such as 0-3,8. */
    CPUSET(115, "CPU lists are numbers and ranges of CPUs this host has"),
    /** A CPU quantity: --cpus or --cpu-shares. */
    CPU(116, "CPU limits lie within what the kernel takes"),
    /** A pids limit. */
    PIDS(117, "a pids limit is at least 1, or -1 for none"),
    /** A ulimit's name or values. */
    ULIMIT(118, "ulimits are NAME=SOFT[:HARD] with SOFT not above HARD"),
    /** A security option. */
    SECURITY_OPTION(119, "security options are those listed in jsec run --help"),
    /** A stop signal. */
    SIGNAL(120, "signals are named as in signal(7) or numbered 1 to 64"),
    /** {@code --privileged}. */
    PRIVILEGED(121, "there is no privileged mode"),
    /** The root file system's layers. */
    ROOT(122, "a root file system is one to 127 directories"),
    /** A plan over the size the launcher takes. */
    PLAN_SIZE(123, "a plan has at most 1024 steps and 1 MiB"),
    /** A memory limit. */
    MEMORY(124, "a memory limit is at least 6 MiB"),
    /** {@code --network}. */
    NETWORK(125, "networks are none and host"),
    /** {@code --userns}. */
    USERNS(126, "user namespaces are owner, slot and auto"),
    /** A seccomp profile which cannot be read or compiled. */
    SECCOMP_PROFILE(127, "a seccomp profile is hardened, docker, unconfined or OCI JSON"),
    /** A bind of the store. */
    BIND_STORE(128, "the store's directories are bound only as volumes"),
    /** An OOM score. */
    OOM_SCORE(129, "containers go before the launcher when memory runs out"),
    /** A limit of block devices. */
    IO(130, "weights are 10 to 1000, rates at least 1, one a device"),
    /** A kernel setting. */
    SYSCTL(131, "kernel settings are those of the container's own namespaces"),

    /** A limit without a cgroup controller to hold it. */
    CGROUP_MISSING(200, "a limit needs its cgroup controller"),
    /** AppArmor was asked for and is not there. */
    APPARMOR_MISSING(201, "an AppArmor profile is loaded before it is asked for"),
    /** A ulimit above the host's hard limit. */
    ULIMIT_ABOVE_HOST(202, "ulimits stay within the hard limits jsec itself has"),
    /** Subordinate ids are missing. */
    SUBORDINATE_IDS_MISSING(203, "a container has 65536 ids of its own"),
    /** A slot was asked for and none is there. */
    SLOT_MISSING(204, "a slot needs jsec setup"),
    /** In a slot the owner's files cannot be written. */
    SLOT_WRITABLE_BIND(205, "a container in a slot writes only to the store and to workspaces"),
    /** In a slot the root lies in the store. */
    SLOT_ROOT(206, "a container in a slot has its root in the store"),
    /** Landlock is missing or too old. */
    LANDLOCK_MISSING(207, "Landlock needs kernel 5.19"),
    /** The kernel is too old. */
    KERNEL_OLD(208, "jsec needs kernel 5.13"),
    /** A limit that the host's version of cgroups, or its kernel, does not have. */
    CGROUP_VERSION(209, "a limit needs a kernel that has it"),

    /** Seccomp switched off. */
    SECCOMP_OFF(300, "seccomp filter off"),
    /** A seccomp profile other than the hardened one. */
    SECCOMP_OTHER(301, "another seccomp profile than the hardened one"),
    /** no_new_privs switched off. */
    NEW_PRIVILEGES(302, "programs may gain privileges by setuid bits and file capabilities"),
    /** A capability beyond the default. */
    CAPABILITY_ADDED(303, "more capabilities"),
    /** The host's network namespace. */
    NETWORK_HOST(304, "the host's network, with every service on its loopback"),
    /** Container root is the user's own id. */
    USERNS_OWNER(305, "container root has the uid of jsec's own user on the host"),
    /** A bind of a host path. */
    BIND(306, "a host path readable inside"),
    /** A writable bind of a host path. */
    BIND_WRITABLE(307, "a host path writable inside"),
    /** A bind of a path which gives away the host. */
    BIND_SENSITIVE(308, "a host path that gives control over the host or its secrets"),
    /** Landlock switched off. */
    LANDLOCK_OFF(309, "Landlock rules off"),
    /** Limits that cannot be enforced are only reported. */
    DEGRADED(310, "what this host cannot enforce is only reported"),
    /** No pids limit. */
    PIDS_UNLIMITED(311, "no limit on the number of processes"),
    /** A ulimit above the default. */
    ULIMIT_RAISED(312, "a resource limit above the default"),
    /** Programs may be executed on a tmpfs. */
    TMPFS_EXEC(313, "programs may be started from a tmpfs"),
    /** Processes may write below their own /proc. */
    PROC_WRITABLE(314, "files of /proc that belong to the container's processes are writable"),
    /** Its processes are not ended by the kernel, or later than those of others. */
    OOM_LATER(315, "the kernel takes its memory later than that of others"),
    /** Settings of its own namespaces. */
    SYSCTL_SET(316, "kernel settings of its own namespaces differ from the default"),
    /** AppArmor switched off. */
    APPARMOR_OFF(317, "no AppArmor profile"),
    /** The profile docker in place of the hardened one. */
    SECCOMP_DOCKER(318, "the wider of the two seccomp profiles"),
    /** Namespaces of another container. */
    NAMESPACE_SHARED(320, "namespaces and ids of another container"),

    /** A root that cannot be written. */
    READ_ONLY_ROOT(350, "the root is read-only"),
    /** Fewer capabilities than the default. */
    CAPABILITY_DROPPED(351, "fewer capabilities"),
    /** Another user than root. */
    USER_NOT_ROOT(352, "the command does not run as container root"),
    /** A limit the default does not have, or a lower one. */
    LIMIT_SET(353, "a limit"),
    /** A seccomp profile that lets through nothing the hardened one refuses. */
    SECCOMP_STRICTER(354, "a seccomp profile within the hardened one"),

    /** Seccomp is the last step before exec. */
    SECCOMP_LAST(400, "seccomp is the last step before exec"),
    /** no_new_privs precedes seccomp. */
    NO_NEW_PRIVS_FIRST(401, "no_new_privs precedes seccomp"),
    /** Binds are declared. */
    BINDS_DECLARED(402, "no host path is reachable but declared binds"),
    /** The engine's user has no id inside. */
    ENGINE_ID_UNMAPPED(403, "no id maps to the engine's user unless the spec says owner"),
    /** The bounding set. */
    BOUNDING_SET(404, "the bounding set holds only what the spec allows"),
    /** Writable mounts are declared. */
    WRITABLE_DECLARED(405, "every writable mount is declared"),
    /** Masks are present. */
    MASKS_PRESENT(406, "masked and read-only paths of /proc and /sys are present"),
    /** Nested user namespaces are off. */
    NESTED_OFF(407, "no namespace can be made inside"),
    /** Descriptors. */
    STDIO_ONLY(408, "the command's descriptors are 0 to 2, its own"),
    /** Cleanup. */
    CLEANUP_INSIDE(409, "only the container's own directory is removed"),
    /** Cgroups. */
    CGROUP_INSIDE(410, "cgroups lie below the delegated group and are the container's own"),
    /** Kernel file systems are mounted without symbolic links. */
    NO_SYMLINKS(411, "mounts on /proc, /sys and /dev follow no symbolic link"),
    /** Order. */
    ORDER(412, "steps stand in the order the launcher needs"),
    /** Namespaces. */
    NAMESPACES(413, "every namespace is private but a declared network or a declared container's"),
    /** Mount flags. */
    MOUNT_FLAGS(414, "mounts carry nosuid and nodev, kernel file systems noexec"),
    /** Ambient and inheritable sets. */
    NO_INHERITED_CAPABILITIES(415, "inheritable and ambient capabilities are empty"),
    /** The user. */
    USER_AS_ASKED(416, "the command runs as the user asked for, groups set"),
    /** The command. */
    COMMAND_AS_ASKED(417, "the command, its environment and directory are as asked for"),
    /** Landlock. */
    LANDLOCK_PRESENT(418, "Landlock denies device nodes unless the spec says otherwise"),
    /** Limits. */
    LIMITS_PRESENT(419, "every limit asked for is in the plan or warned about"),
    /** Devices. */
    DEVICES_KNOWN(420, "only the six harmless devices are inside"),
    /** Sysctls. */
    SYSCTLS_NAMESPACED(421, "only sysctls of the container's own namespaces are written"),
    /** Root. */
    ROOT_SEALED(422, "the root is the container's own overlay, read-only if asked for"),
    /** The kernel's file systems. */
    OWN_KERNEL_FILES(423, "/proc, /dev and /sys are the container's own, never the image's"),
    /** AppArmor. */
    APPARMOR_PRESENT(424, "where the profile of containers is loaded the command has it"),
    /** Sharing. */
    SHARED_AS_ASKED(430, "namespaces are taken of declared containers, mounts with them only");

    private final int number;
    private final String summary;

    Rule(int number, String summary) {
        this.number = number;
        this.summary = summary;
    }

    /** The id a person sees, {@code JSEC-C-nnn}. */
    public String id() {
        return "JSEC-C-%03d".formatted(number);
    }

    /** What holds (or, for a loosening, what no longer does), in a few words. */
    public String summary() {
        return summary;
    }

    /** Whether this rule names a loosening against the default. */
    public boolean loosening() {
        return number >= 300 && number < 350;
    }
}
