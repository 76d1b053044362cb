package io.jsec.engine;

import java.time.Instant;
import java.util.List;

/**
 * {@code docker info}.
 *
 * @param id of the engine, made once
 * @param name the host's
 * @param version of jsec
 * @param counts of containers and images
 * @param host what it runs on
 * @param root the store's directory
 * @param time of the engine
 * @param logDriver json-file, local, none
 * @param securityOptions {@code name=rootless} …
 * @param limits which limits the host lets the engine hold
 * @param warnings what cannot be enforced here, a sentence each
 * @param labels of the engine
 * @param eventListeners who follows events
 */
public record InfoView(
        String id,
        String name,
        String version,
        Counts counts,
        HostView host,
        String root,
        Instant time,
        String logDriver,
        List<String> securityOptions,
        LimitSupport limits,
        List<String> warnings,
        List<String> labels,
        int eventListeners) {
    /** Copied. */
    public InfoView {
        securityOptions = List.copyOf(securityOptions);
        warnings = List.copyOf(warnings);
        labels = List.copyOf(labels);
    }

    /** Containers by state, and images. */
    public record Counts(int containers, int running, int paused, int stopped, int images) {
        /** Counts states. */
        static Counts of(List<ContainerState> states, int images) {
            int running = 0;
            int paused = 0;
            for (ContainerState state : states) {
                switch (state) {
                    case ContainerState.Running _, ContainerState.Restarting _ -> running++;
                    case ContainerState.Paused _ -> paused++;
                    case ContainerState.Created _,
                            ContainerState.Removing _,
                            ContainerState.Exited _,
                            ContainerState.Dead _ -> {}
                }
            }
            return new Counts(
                    states.size(), running, paused, states.size() - running - paused, images);
        }
    }

    /**
     * The host.
     *
     * @param kernel its release
     * @param operatingSystem of /etc/os-release
     * @param osVersion of it
     * @param machine x86_64, aarch64
     * @param cpus of it
     * @param memoryBytes of it
     * @param cgroupVersion 1, 2; 0 where none is delegated
     */
    public record HostView(
            String kernel,
            String operatingSystem,
            String osVersion,
            String machine,
            int cpus,
            long memoryBytes,
            int cgroupVersion) {}

    /** Which limits can be held. */
    public record LimitSupport(
            boolean memory,
            boolean swap,
            boolean cpuCfs,
            boolean cpuShares,
            boolean cpuSet,
            boolean pids) {}
}
