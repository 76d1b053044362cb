package io.jsec.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What surrounds a container: {@code HostConfig} of Docker's API, in groups. What the API knows and
 * is not here, this engine does not do; the API's edge refuses it by name.
 *
 * @param storage what is mounted
 * @param security its walls
 * @param namespaces what it shares
 * @param network names and ports
 * @param resources what it may use
 * @param log where its output is kept
 * @param restart what happens after its end
 * @param autoRemove whether it goes with its end
 * @param init whether an init of ours is process 1; absent for the engine's default
 * @param console the terminal's first size; absent for none given
 */
public record HostConfig(
        StorageConfig storage,
        SecurityConfig security,
        NamespaceConfig namespaces,
        NetworkConfig network,
        Resources resources,
        LogConfig log,
        RestartPolicy restart,
        boolean autoRemove,
        Optional<Boolean> init,
        Optional<ConsoleSize> console) {
    /** Every default. */
    public static final HostConfig DEFAULT =
            new HostConfig(
                    StorageConfig.DEFAULT,
                    SecurityConfig.DEFAULT,
                    NamespaceConfig.DEFAULT,
                    NetworkConfig.DEFAULT,
                    Resources.DEFAULT,
                    LogConfig.DEFAULT,
                    RestartPolicy.NO,
                    false,
                    Optional.empty(),
                    Optional.empty());

    /**
     * What is mounted.
     *
     * @param binds {@code SOURCE:TARGET[:MODES]}, where the source is a path or a volume's name
     * @param mounts as {@code --mount} says them
     * @param tmpfs target to options
     * @param volumesFrom {@code CONTAINER[:ro|rw]}
     * @param readonlyRootfs whether the root cannot be written
     * @param shmBytes of /dev/shm; 0 for the default
     */
    public record StorageConfig(
            List<String> binds,
            List<MountSpec> mounts,
            Map<String, String> tmpfs,
            List<String> volumesFrom,
            boolean readonlyRootfs,
            long shmBytes) {
        /** Nothing. */
        public static final StorageConfig DEFAULT =
                new StorageConfig(List.of(), List.of(), Map.of(), List.of(), false, 0);

        /** Copied. */
        public StorageConfig {
            binds = List.copyOf(binds);
            mounts = List.copyOf(mounts);
            tmpfs = Collections.unmodifiableMap(new LinkedHashMap<>(tmpfs));
            volumesFrom = List.copyOf(volumesFrom);
        }

        /** The same with other binds. */
        public StorageConfig withBinds(String... other) {
            return new StorageConfig(
                    List.of(other), mounts, tmpfs, volumesFrom, readonlyRootfs, shmBytes);
        }

        /** The same with other memory file systems. */
        StorageConfig withTmpfs(Map<String, String> other) {
            return new StorageConfig(binds, mounts, other, volumesFrom, readonlyRootfs, shmBytes);
        }

        /** The same with a root that cannot be written. */
        StorageConfig withReadonlyRootfs() {
            return new StorageConfig(binds, mounts, tmpfs, volumesFrom, true, shmBytes);
        }
    }

    /**
     * Its walls.
     *
     * @param privileged always refused
     * @param capAdd names, with or without {@code CAP_}
     * @param capDrop likewise
     * @param groupAdd names or numbers
     * @param securityOpt {@code KEY=VALUE}; a seccomp profile's JSON stands in it whole
     * @param usernsMode empty, or {@code host}, which is refused
     * @param sysctls of the container's own namespaces
     * @param devices paths of devices asked for, refused
     * @param oomScoreAdj 0 for the engine's
     */
    public record SecurityConfig(
            boolean privileged,
            List<String> capAdd,
            List<String> capDrop,
            List<String> groupAdd,
            List<String> securityOpt,
            String usernsMode,
            Map<String, String> sysctls,
            List<String> devices,
            int oomScoreAdj) {
        /** Every wall up. */
        public static final SecurityConfig DEFAULT =
                new SecurityConfig(
                        false, List.of(), List.of(), List.of(), List.of(), "", Map.of(), List.of(),
                        0);

        /** Copied. */
        public SecurityConfig {
            capAdd = List.copyOf(capAdd);
            capDrop = List.copyOf(capDrop);
            groupAdd = List.copyOf(groupAdd);
            securityOpt = List.copyOf(securityOpt);
            sysctls = Collections.unmodifiableMap(new LinkedHashMap<>(sysctls));
            devices = List.copyOf(devices);
        }

        /** Everything of one, of which another is made with something changed. */
        private static final class Walls {
            private boolean privileged;
            private List<String> capAdd;
            private List<String> capDrop;
            private List<String> groupAdd;
            private List<String> securityOpt;
            private String usernsMode;
            private Map<String, String> sysctls;
            private List<String> devices;
            private int oomScoreAdj;

            Walls(SecurityConfig from) {
                privileged = from.privileged;
                capAdd = from.capAdd;
                capDrop = from.capDrop;
                groupAdd = from.groupAdd;
                securityOpt = from.securityOpt;
                usernsMode = from.usernsMode;
                sysctls = from.sysctls;
                devices = from.devices;
                oomScoreAdj = from.oomScoreAdj;
            }

            SecurityConfig made() {
                return new SecurityConfig(
                        privileged,
                        capAdd,
                        capDrop,
                        groupAdd,
                        securityOpt,
                        usernsMode,
                        sysctls,
                        devices,
                        oomScoreAdj);
            }
        }

        private SecurityConfig changed(Consumer<Walls> change) {
            Walls walls = new Walls(this);
            change.accept(walls);
            return walls.made();
        }

        /** The same with other capabilities. */
        SecurityConfig withCapabilities(List<String> added, List<String> dropped) {
            return changed(walls -> {
                walls.capAdd = added;
                walls.capDrop = dropped;
            });
        }

        /** The same with other groups. */
        SecurityConfig withGroupAdd(List<String> other) {
            return changed(walls -> walls.groupAdd = other);
        }

        /** The same with another place in the order in which memory is taken. */
        SecurityConfig withOomScoreAdj(int other) {
            return changed(walls -> walls.oomScoreAdj = other);
        }

        /** The same with other security options. */
        public SecurityConfig withSecurityOpt(String... other) {
            return changed(walls -> walls.securityOpt = List.of(other));
        }
    }

    /**
     * What it shares: each empty, or {@code host}, {@code private}, {@code container:ID} …
     *
     * @param network {@code default}, {@code none}, {@code host}
     */
    public record NamespaceConfig(
            String network, String pid, String ipc, String uts, String cgroup) {
        /** Nothing shared. */
        public static final NamespaceConfig DEFAULT =
                new NamespaceConfig("default", "", "", "", "");

        /** The same on another network. */
        public NamespaceConfig withNetwork(String other) {
            return new NamespaceConfig(other, pid, ipc, uts, cgroup);
        }
    }

    /**
     * Names and ports.
     *
     * @param dns servers
     * @param dnsOptions of resolv.conf
     * @param dnsSearch domains
     * @param extraHosts {@code NAME:ADDRESS}
     * @param portBindings {@code 80/tcp} to {@code ADDRESS:PORT}; refused until there are networks
     * @param publishAllPorts likewise
     * @param links likewise
     */
    public record NetworkConfig(
            List<String> dns,
            List<String> dnsOptions,
            List<String> dnsSearch,
            List<String> extraHosts,
            Map<String, List<String>> portBindings,
            boolean publishAllPorts,
            List<String> links) {
        /** Nothing. */
        public static final NetworkConfig DEFAULT =
                new NetworkConfig(
                        List.of(), List.of(), List.of(), List.of(), Map.of(), false, List.of());

        /** Copied. */
        public NetworkConfig {
            dns = List.copyOf(dns);
            dnsOptions = List.copyOf(dnsOptions);
            dnsSearch = List.copyOf(dnsSearch);
            extraHosts = List.copyOf(extraHosts);
            portBindings = Collections.unmodifiableMap(new LinkedHashMap<>(portBindings));
            links = List.copyOf(links);
        }
    }

    /**
     * A terminal's size.
     *
     * @param rows its height
     * @param columns its width
     */
    public record ConsoleSize(int rows, int columns) {}

    /** Everything of one, of which another is made with something changed. */
    private static final class Draft {
        private StorageConfig storage;
        private SecurityConfig security;
        private NamespaceConfig namespaces;
        private NetworkConfig network;
        private Resources resources;
        private LogConfig log;
        private RestartPolicy restart;
        private boolean autoRemove;
        private Optional<Boolean> init;
        private Optional<ConsoleSize> console;

        Draft(HostConfig from) {
            storage = from.storage;
            security = from.security;
            namespaces = from.namespaces;
            network = from.network;
            resources = from.resources;
            log = from.log;
            restart = from.restart;
            autoRemove = from.autoRemove;
            init = from.init;
            console = from.console;
        }

        HostConfig made() {
            return new HostConfig(
                    storage,
                    security,
                    namespaces,
                    network,
                    resources,
                    log,
                    restart,
                    autoRemove,
                    init,
                    console);
        }
    }

    private HostConfig changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.made();
    }

    /** The same with other mounts. */
    public HostConfig with(StorageConfig other) {
        return changed(draft -> draft.storage = other);
    }

    /** The same with other walls. */
    public HostConfig with(SecurityConfig other) {
        return changed(draft -> draft.security = other);
    }

    /** The same sharing something else. */
    public HostConfig with(NamespaceConfig other) {
        return changed(draft -> draft.namespaces = other);
    }

    /** The same with other names and ports. */
    public HostConfig with(NetworkConfig other) {
        return changed(draft -> draft.network = other);
    }

    /** The same with other limits. */
    public HostConfig with(Resources other) {
        return changed(draft -> draft.resources = other);
    }

    /** The same with another log. */
    public HostConfig with(LogConfig other) {
        return changed(draft -> draft.log = other);
    }

    /** The same with another policy after its end. */
    public HostConfig with(RestartPolicy other) {
        return changed(draft -> draft.restart = other);
    }

    /** The same that goes with its end, or stays. */
    public HostConfig withAutoRemove(boolean other) {
        return changed(draft -> draft.autoRemove = other);
    }

    /** The same with an init of ours, or without. */
    HostConfig withInit(boolean other) {
        return changed(draft -> draft.init = Optional.of(other));
    }
}
