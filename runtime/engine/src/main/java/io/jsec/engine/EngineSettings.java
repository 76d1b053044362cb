package io.jsec.engine;

import io.jsec.launch.CgroupView;
import io.jsec.launch.EngineIds;
import io.jsec.linux.HostFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What an engine is told when it is opened; whoever opens it has read files and environment.
 *
 * @param state directory of the state, 0700: state.db, native
 * @param store directory of images, containers and volumes, in owner form
 * @param ids the engine's user has on the host
 * @param slots identity slots that setup made; 0 for none
 * @param views directory with one view a slot
 * @param workspaces directories slots may write to
 * @param cgroups where groups may be made
 * @param host its files
 * @param version of jsec
 * @param buildTime of jsec, RFC 3339, or empty
 * @param defaults for containers
 * @param allow what the configuration allows beyond the built-in list: {@code network-host}, {@code
 *     bind:PATH}
 * @param sockets of engines, never mounted into a container
 * @param labels of the engine
 * @param probe the program of the embedded image, which is made when somebody first asks for it
 */
public record EngineSettings(
        Path state,
        Path store,
        EngineIds ids,
        int slots,
        Path views,
        WorkspaceViews workspaces,
        CgroupView cgroups,
        HostFiles host,
        String version,
        String buildTime,
        Defaults defaults,
        Set<String> allow,
        List<Path> sockets,
        List<String> labels,
        Path probe) {
    /** Copied. */
    public EngineSettings {
        allow = Set.copyOf(allow);
        sockets = List.copyOf(sockets);
        labels = List.copyOf(labels);
    }

    /**
     * What containers have that do not ask.
     *
     * @param log driver and options
     * @param init whether an init of ours is process 1
     * @param pidsLimit processes and threads, -1 for none; 0 for the launcher's default
     * @param memoryBytes 0 for none
     * @param shmBytes of /dev/shm; 0 for 64 MiB
     * @param detachKeys empty for Docker's
     * @param securityOpt options before the container's own
     */
    public record Defaults(
            LogConfig log,
            boolean init,
            long pidsLimit,
            long memoryBytes,
            long shmBytes,
            String detachKeys,
            List<String> securityOpt) {
        /** Docker's, with the logs bounded. */
        public static final Defaults DOCKER =
                new Defaults(LogConfig.DEFAULT, false, 0, 0, 0, "", List.of());

        /** Copied. */
        public Defaults {
            securityOpt = List.copyOf(securityOpt);
        }
    }

    /** Where containers of the engine lie. */
    Path containers() {
        return store.resolve("engine");
    }

    /** Where volumes lie. */
    Path volumes() {
        return store.resolve("volumes");
    }

    /** The view of a slot. */
    Path view(int slot) {
        return views.resolve(Integer.toString(slot));
    }
}
