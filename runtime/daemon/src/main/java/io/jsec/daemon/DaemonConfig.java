package io.jsec.daemon;

import io.jsec.engine.SharedLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What daemon.json says, in dockerd's keys and in our own object {@code jsec}.
 *
 * @param hosts where the API is served; none for the default
 * @param dataRoot directory of the state, where it is not the default
 * @param group of the API's socket
 * @param debug whether the log says more
 * @param logDriver of containers; empty for the default
 * @param logOpts of it
 * @param labels of the engine
 * @param init whether containers have an init unless they ask not to
 * @param shmBytes of /dev/shm; 0 for the default
 * @param tls how ports are served
 * @param own our own object
 */
public record DaemonConfig(
        List<String> hosts,
        Optional<Path> dataRoot,
        Optional<String> group,
        boolean debug,
        String logDriver,
        Map<String, String> logOpts,
        List<String> labels,
        boolean init,
        long shmBytes,
        TlsConfig tls,
        Own own) {
    /** Where there is no file. */
    public static final DaemonConfig DEFAULT =
            new DaemonConfig(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    "",
                    Map.of(),
                    List.of(),
                    false,
                    0,
                    TlsConfig.DEFAULT,
                    Own.DEFAULT);

    /** Copies the collections. */
    public DaemonConfig {
        hosts = List.copyOf(hosts);
        logOpts = Map.copyOf(logOpts);
        labels = List.copyOf(labels);
    }

    /**
     * The object {@code jsec}.
     *
     * @param allow {@code allow}: what the built-in rules refuse otherwise, {@code network-host}
     *     and {@code bind:PATH}
     * @param pidsLimit {@code pids-limit}: processes and threads of a container that does not say;
     *     -1 for none, 0 for the default
     * @param memoryBytes {@code memory-limit}: likewise; 0 for none
     * @param securityOpt {@code security-opt}: options before a container's own
     * @param idleStop {@code idle-stop}: how long an engine without clients and containers that run
     *     goes on; zero: for ever; empty where it is not said
     * @param unauthenticatedTcp {@code i-accept-unauthenticated-tcp}: whether the API may be served
     *     on the loopback interface, to everybody who reaches it
     * @param journalRequired {@code journal-required}: whether a change is refused that cannot be
     *     written to the journal first
     * @param policy {@code policy}: the file of the admission policy, where it is not the default
     * @param sidecarSocket {@code sidecar-socket}: whether a container that mounts the engine's own
     *     socket gets one of its own; else such a mount is refused
     * @param sidecarSharedLabels {@code sidecar-shared-labels}: by which labels such a container
     *     sees what its maker made
     */
    public record Own(
            Set<String> allow,
            long pidsLimit,
            long memoryBytes,
            List<String> securityOpt,
            Optional<Duration> idleStop,
            boolean unauthenticatedTcp,
            boolean journalRequired,
            Optional<Path> policy,
            boolean sidecarSocket,
            List<SharedLabel> sidecarSharedLabels) {
        /** What Testcontainers calls its sessions, in labels and in the names of its reapers. */
        private static final List<SharedLabel> SESSIONS =
                List.of(
                        new SharedLabel("org.testcontainers.sessionId", "testcontainers-ryuk-"),
                        new SharedLabel("org.testcontainers.session-id", "testcontainers-ryuk-"));

        /** Nothing said. */
        public static final Own DEFAULT =
                new Own(
                        Set.of(),
                        0,
                        0,
                        List.of(),
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty(),
                        true,
                        SESSIONS);

        /** Copies the collections. */
        public Own {
            allow = Set.copyOf(allow);
            securityOpt = List.copyOf(securityOpt);
            sidecarSharedLabels = List.copyOf(sidecarSharedLabels);
        }
    }

    /**
     * A file.
     *
     * @throws ConfigException with everything that is wrong in it
     */
    public static DaemonConfig read(String path, byte[] bytes) {
        return new DaemonConfigReader(path, bytes).read();
    }

    /** The keys of a newer file that only a new start makes true, and that differ. */
    public List<String> needRestart(DaemonConfig newer) {
        Map<String, Boolean> differs = new LinkedHashMap<>();
        differs.put("hosts", !hosts.equals(newer.hosts));
        differs.put("data-root", !dataRoot.equals(newer.dataRoot));
        differs.put("group", !group.equals(newer.group));
        differs.put("log-driver", !logDriver.equals(newer.logDriver));
        differs.put("log-opts", !logOpts.equals(newer.logOpts));
        differs.put("labels", !labels.equals(newer.labels));
        differs.put("init", init != newer.init);
        differs.put("default-shm-size", shmBytes != newer.shmBytes);
        differs.put("jsec", !own.equals(newer.own));
        List<String> keys = new ArrayList<>();
        differs.forEach((key, different) -> {
            if (different) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** The keys of our own object. */
    static Set<String> ownKeys() {
        Set<String> keys =
                new TreeSet<>(
                        Set.of(
                                "allow",
                                "i-accept-unauthenticated-tcp",
                                "idle-stop",
                                "journal-required",
                                "memory-limit",
                                "pids-limit",
                                "policy",
                                "security-opt",
                                "sidecar-shared-labels",
                                "sidecar-socket"));
        keys.addAll(TlsConfig.OWN_KEYS);
        keys.addAll(EnrolConfig.KEYS);
        return keys;
    }

    /**
     * Why an option that dockerd has is none here.
     *
     * @param key as in daemon.json
     * @return empty for a key that dockerd does not know either
     */
    public static Optional<String> sentence(String key) {
        return Optional.ofNullable(DaemonKey.all().get(key))
                .map(known ->
                        known.verdict() == DaemonKey.Verdict.WORKS
                                ? "it is a key of daemon.json"
                                : known.sentence());
    }
}
