package io.jsec.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything known of a container: {@code docker inspect}.
 *
 * @param id 64 hexadecimal digits
 * @param name without a slash
 * @param created when it was made
 * @param argv what runs, entrypoint first
 * @param state where in its life it is
 * @param pid of its first process on the host; 0 where it has none
 * @param health absent where nothing checks it
 * @param restartCount restarts by its policy
 * @param imageId {@code sha256:…}
 * @param config merged with the image's
 * @param host as asked for
 * @param mounts what is mounted
 * @param files where its files lie
 * @param execIds of processes beside the first
 * @param log what became of its output
 * @param identity the form of its ids: {@code owner}, {@code slot 3}; empty where it never ran
 * @param appArmor the profile its command has while it runs, else empty
 * @param noNewPrivileges whether programs gain no rights by exec, by its options or the engine's
 * @param loosened what leaves the hardened default, a sentence each
 * @param warnings what this host cannot enforce, a sentence each
 * @param sizes what it takes on disk; absent where not asked for
 */
public record ContainerView(
        String id,
        String name,
        Instant created,
        List<String> argv,
        ContainerState state,
        int pid,
        Optional<HealthView> health,
        int restartCount,
        String imageId,
        ContainerConfig config,
        HostConfig host,
        List<MountPoint> mounts,
        ContainerFiles files,
        List<String> execIds,
        LogView log,
        String identity,
        String appArmor,
        boolean noNewPrivileges,
        List<String> loosened,
        List<String> warnings,
        Optional<DiskSizes> sizes) {
    /** Copied. */
    public ContainerView {
        argv = List.copyOf(argv);
        mounts = List.copyOf(mounts);
        execIds = List.copyOf(execIds);
        loosened = List.copyOf(loosened);
        warnings = List.copyOf(warnings);
    }

    /**
     * Where its files lie on the host, empty where they do not exist.
     *
     * @param resolvConf its /etc/resolv.conf
     * @param hostname its /etc/hostname
     * @param hosts its /etc/hosts
     * @param lowers layers, topmost first
     * @param upper what it changed
     * @param work overlay's own
     */
    public record ContainerFiles(
            String resolvConf,
            String hostname,
            String hosts,
            List<String> lowers,
            String upper,
            String work) {
        /** Copied. */
        public ContainerFiles {
            lowers = List.copyOf(lowers);
        }
    }

    /**
     * What became of its output.
     *
     * @param type json-file, local, none
     * @param path empty for other drivers than json-file
     * @param droppedBytes that nobody could keep in time
     * @param error of the log's disk; empty for none
     */
    public record LogView(String type, String path, long droppedBytes, String error) {}

    /**
     * What it takes on disk.
     *
     * @param rw what it changed
     * @param rootFs with its image
     */
    public record DiskSizes(long rw, OptionalLong rootFs) {}
}
