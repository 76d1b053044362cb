package io.jsec.rules;

import java.util.List;

/**
 * What a running engine says of itself: effective values, whatever file or flag they come from.
 *
 * @param target the engine by its address
 * @param whole the place of the engine as a whole
 * @param product {@code Docker}, {@code Podman}, {@code jsec} or what it calls itself
 * @param version its version
 * @param experimental whether unfinished features are on
 * @param securityOptions as it lists them, e.g. {@code name=seccomp,profile=default}
 * @param liveRestore whether containers outlive it
 * @param loggingDriver of containers that ask for none
 * @param storageDriver of images
 * @param cgroupVersion 1 or 2
 * @param defaultRuntime of containers that ask for none
 * @param insecureRegistries whose certificates are not checked
 * @param authorization plugins that judge requests
 * @param warnings it gives itself
 * @param stopped how many containers do not run
 * @param running how many run
 * @param swarm what it is to a swarm
 */
public record EngineFacts(
        Target target,
        SourceLocation whole,
        String product,
        Fact<String> version,
        Fact<Boolean> experimental,
        Fact<List<Located<String>>> securityOptions,
        Fact<Boolean> liveRestore,
        Fact<String> loggingDriver,
        Fact<String> storageDriver,
        Fact<String> cgroupVersion,
        Fact<String> defaultRuntime,
        Fact<List<Located<String>>> insecureRegistries,
        Fact<List<Located<String>>> authorization,
        Fact<List<Located<String>>> warnings,
        Fact<Long> stopped,
        Fact<Long> running,
        Fact<Swarm> swarm)
        implements Facts {
    /**
     * An engine's part in a swarm.
     *
     * @param state {@code inactive}, {@code active} …
     * @param manager whether it is one of the managers
     * @param managers how many there are; unknown to workers
     * @param nodes how many there are; unknown to workers
     * @param autolock whether a key is needed after a restart; unknown to workers
     * @param certificateHours how long certificates of nodes live; unknown to workers
     */
    public record Swarm(
            String state,
            boolean manager,
            Fact<Long> managers,
            Fact<Long> nodes,
            Fact<Boolean> autolock,
            Fact<Long> certificateHours) {}
}
