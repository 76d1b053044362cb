package io.jsec.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A configuration of which some parts are about to change. For one thread, and one change. */
final class ConfigDraft {
    List<String> entrypoint;
    List<String> command;
    List<String> env;
    String user;
    String workingDir;
    Set<String> exposedPorts;
    Set<String> volumes;
    Map<String, String> labels;
    String stopSignal;
    List<String> shell;
    List<String> onBuild;
    Optional<ImageHealthcheck> healthcheck;

    ConfigDraft(ImageConfig from) {
        entrypoint = from.entrypoint();
        command = from.command();
        env = from.env();
        user = from.user();
        workingDir = from.workingDir();
        exposedPorts = from.exposedPorts();
        volumes = from.volumes();
        labels = from.labels();
        stopSignal = from.stopSignal();
        shell = from.shell();
        onBuild = from.onBuild();
        healthcheck = from.healthcheck();
    }

    ImageConfig build() {
        return new ImageConfig(
                entrypoint,
                command,
                env,
                user,
                workingDir,
                exposedPorts,
                volumes,
                labels,
                stopSignal,
                shell,
                onBuild,
                healthcheck);
    }
}
