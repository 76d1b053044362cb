package io.jsec.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a container, whatever source they come from: {@code docker inspect}, a compose
 * service, a create request or a command line. Names are those user rules write.
 *
 * <p>Values are normalised by the readers: sizes in bytes, CPU in thousandths of one, capability
 * names without {@code CAP_} and in capitals, booleans as booleans, host paths cleaned of {@code
 * .}, {@code ..} and double slashes.
 *
 * @param <T> the setting's type
 */
public final class ContainerSetting<T> {
    private static final List<ContainerSetting<?>> ALL = new ArrayList<>();

    /** Image as it was asked for. */
    public static final ContainerSetting<String> IMAGE = of("image");

    /** Effective user, {@code user[:group]}; the image's where the container sets none. */
    public static final ContainerSetting<String> USER = of("user");

    /** Every capability and device, no masks. */
    public static final ContainerSetting<Boolean> PRIVILEGED = of("privileged");

    /** Added capabilities, {@code ALL} among them. */
    public static final ContainerSetting<List<Located<String>>> CAP_ADD = of("cap_add");

    /** Dropped capabilities. */
    public static final ContainerSetting<List<Located<String>>> CAP_DROP = of("cap_drop");

    /** Security options as written, e.g. {@code seccomp=unconfined}, {@code seccomp:unconfined}. */
    public static final ContainerSetting<List<Located<String>>> SECURITY_OPT = of("security_opt");

    /** AppArmor profile the engine reports; inspect only. */
    public static final ContainerSetting<String> APPARMOR = of("apparmor_profile");

    /** Devices, as {@code host[:container[:rwm]]}. */
    public static final ContainerSetting<List<Located<String>>> DEVICES = of("devices");

    /** Device cgroup rules as written. */
    public static final ContainerSetting<List<Located<String>>> DEVICE_RULES =
            of("device_cgroup_rules");

    /** Supplementary groups. */
    public static final ContainerSetting<List<Located<String>>> GROUP_ADD = of("group_add");

    /** Sysctls, as {@code name=value}. */
    public static final ContainerSetting<List<Located<String>>> SYSCTLS = of("sysctls");

    /**
     * {@code none}, {@code host}, {@code bridge}, {@code container:X}, {@code service:X} or a name.
     */
    public static final ContainerSetting<String> NETWORK_MODE = of("network_mode");

    /** Networks it is attached to, by name. */
    public static final ContainerSetting<List<Located<String>>> NETWORKS = of("networks");

    /** {@code host}, {@code container:X}, {@code service:X} or empty. */
    public static final ContainerSetting<String> PID_MODE = of("pid");

    /** {@code host}, {@code shareable}, {@code private}, {@code none}, {@code container:X}. */
    public static final ContainerSetting<String> IPC_MODE = of("ipc");

    /** {@code host} or empty. */
    public static final ContainerSetting<String> UTS_MODE = of("uts");

    /** {@code host} or empty. */
    public static final ContainerSetting<String> USERNS_MODE = of("userns_mode");

    /** {@code host}, {@code private} or empty. */
    public static final ContainerSetting<String> CGROUPNS_MODE = of("cgroup");

    /** Parent cgroup. */
    public static final ContainerSetting<String> CGROUP_PARENT = of("cgroup_parent");

    /** OCI runtime's name. */
    public static final ContainerSetting<String> RUNTIME = of("runtime");

    /** Whether the root file system is read-only. */
    public static final ContainerSetting<Boolean> READ_ONLY = of("read_only");

    /** Binds, named volumes and tmpfs mounts. */
    public static final ContainerSetting<List<ContainerMount>> MOUNTS = of("mounts");

    /** Published ports. */
    public static final ContainerSetting<List<ContainerPort>> PORTS = of("ports");

    /** Whether all exposed ports are published. */
    public static final ContainerSetting<Boolean> PUBLISH_ALL = of("publish_all");

    /** Environment, as {@code NAME=VALUE}, or {@code NAME} where the caller's value is taken. */
    public static final ContainerSetting<List<Located<String>>> ENVIRONMENT = of("environment");

    /** Labels, as {@code name=value}. */
    public static final ContainerSetting<List<Located<String>>> LABELS = of("labels");

    /** Command and arguments. */
    public static final ContainerSetting<List<Located<String>>> COMMAND = of("command");

    /** Entry point. */
    public static final ContainerSetting<List<Located<String>>> ENTRYPOINT = of("entrypoint");

    /** Memory limit in bytes; 0 is none. */
    public static final ContainerSetting<Long> MEMORY = of("memory");

    /** Memory plus swap in bytes; -1 is none. */
    public static final ContainerSetting<Long> MEMORY_SWAP = of("memory_swap");

    /** CPU quota in thousandths of one CPU; 0 is none. */
    public static final ContainerSetting<Long> MILLI_CPUS = of("milli_cpus");

    /** Relative CPU weight; 0 and 1024 are the default. */
    public static final ContainerSetting<Long> CPU_SHARES = of("cpu_shares");

    /** Limit of processes; 0 and -1 are none. */
    public static final ContainerSetting<Long> PIDS_LIMIT = of("pids_limit");

    /** Limits, as {@code name=soft:hard}. */
    public static final ContainerSetting<List<Located<String>>> ULIMITS = of("ulimits");

    /** Whether the kernel may not kill it when memory runs out. */
    public static final ContainerSetting<Boolean> OOM_KILL_DISABLE = of("oom_kill_disable");

    /** How eagerly the kernel kills it, -1000 to 1000. */
    public static final ContainerSetting<Long> OOM_SCORE_ADJ = of("oom_score_adj");

    /** {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure}. */
    public static final ContainerSetting<String> RESTART = of("restart");

    /** Tries of {@code on-failure}; 0 is without end. */
    public static final ContainerSetting<Long> RESTART_MAX = of("restart_max");

    /** Health check; {@code NONE} where it is switched off, else the command in words. */
    public static final ContainerSetting<String> HEALTHCHECK = of("healthcheck");

    /** What the engine reports of a running check: healthy, unhealthy, starting, none. */
    public static final ContainerSetting<String> HEALTH_STATE = of("health_state");

    /** Logging driver. */
    public static final ContainerSetting<String> LOG_DRIVER = of("log_driver");

    /** Logging options, as {@code name=value}. */
    public static final ContainerSetting<List<Located<String>>> LOG_OPTIONS = of("log_options");

    /** Hosts added to /etc/hosts, as {@code name:address}. */
    public static final ContainerSetting<List<Located<String>>> EXTRA_HOSTS = of("extra_hosts");

    /** Whether a small init reaps orphans. */
    public static final ContainerSetting<Boolean> INIT = of("init");

    /** Whether a terminal is attached. */
    public static final ContainerSetting<Boolean> TTY = of("tty");

    /** Containers whose volumes it mounts. */
    public static final ContainerSetting<List<Located<String>>> VOLUMES_FROM = of("volumes_from");

    /** Links to other containers of the default bridge. */
    public static final ContainerSetting<List<Located<String>>> LINKS = of("links");

    /** Paths below /proc and /sys that are masked; an empty list masks nothing. */
    public static final ContainerSetting<List<Located<String>>> MASKED_PATHS = of("masked_paths");

    /** Whether it runs now; inspect only. */
    public static final ContainerSetting<Boolean> RUNNING = of("running");

    private final String name;

    private ContainerSetting(String name) {
        this.name = name;
    }

    private static <T> ContainerSetting<T> of(String name) {
        ContainerSetting<T> made = new ContainerSetting<>(name);
        ALL.add(made);
        return made;
    }

    /** Every setting, in the order above. */
    public static List<ContainerSetting<?>> all() {
        return List.copyOf(ALL);
    }

    /** The fact as this setting's; {@link ContainerFacts.Builder} takes no other. */
    @SuppressWarnings("unchecked") // Facts are kept under the setting whose type they have.
    Fact<T> typed(Fact<?> fact) {
        return (Fact<T>) fact;
    }

    /** The name user rules write; snake case. */
    public String settingName() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
