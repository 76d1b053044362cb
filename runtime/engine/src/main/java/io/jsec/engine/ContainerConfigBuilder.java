package io.jsec.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Collects a {@link ContainerConfig}; what is not set comes from the image. */
public final class ContainerConfigBuilder {
    private String hostname = "";
    private String domainname = "";
    private String user = "";
    private ContainerConfig.StreamConfig streams = ContainerConfig.StreamConfig.DEFAULT;
    private Set<String> exposedPorts = Set.of();
    private boolean tty;
    private List<String> env = List.of();
    private Optional<List<String>> cmd = Optional.empty();
    private Optional<List<String>> entrypoint = Optional.empty();
    private Optional<HealthConfig> healthcheck = Optional.empty();
    private String image;
    private Set<String> volumes = Set.of();
    private String workingDir = "";
    private Map<String, String> labels = Map.of();
    private String stopSignal = "";
    private OptionalInt stopTimeoutSeconds = OptionalInt.empty();
    private List<String> shell = List.of();

    ContainerConfigBuilder(String image) {
        this.image = image;
    }

    ContainerConfigBuilder(ContainerConfig all) {
        this.hostname = all.hostname();
        this.domainname = all.domainname();
        this.user = all.user();
        this.streams = all.streams();
        this.exposedPorts = all.exposedPorts();
        this.tty = all.tty();
        this.env = all.env();
        this.cmd = all.cmd();
        this.entrypoint = all.entrypoint();
        this.healthcheck = all.healthcheck();
        this.image = all.image();
        this.volumes = all.volumes();
        this.workingDir = all.workingDir();
        this.labels = all.labels();
        this.stopSignal = all.stopSignal();
        this.stopTimeoutSeconds = all.stopTimeoutSeconds();
        this.shell = all.shell();
    }

    /** Host and domain name; empty for the defaults. */
    public ContainerConfigBuilder names(String host, String domain) {
        hostname = host;
        domainname = domain;
        return this;
    }

    /** As whom. */
    public ContainerConfigBuilder user(String value) {
        user = value;
        return this;
    }

    /** Its streams. */
    public ContainerConfigBuilder streams(ContainerConfig.StreamConfig value) {
        streams = value;
        return this;
    }

    /** Its ports. */
    public ContainerConfigBuilder exposedPorts(Set<String> value) {
        exposedPorts = Set.copyOf(value);
        return this;
    }

    /** A terminal of its own. */
    public ContainerConfigBuilder tty(boolean value) {
        tty = value;
        return this;
    }

    /** Its environment. */
    public ContainerConfigBuilder env(List<String> value) {
        env = List.copyOf(value);
        return this;
    }

    /** Its arguments. */
    public ContainerConfigBuilder cmd(Optional<List<String>> value) {
        cmd = value;
        return this;
    }

    /** Its arguments. */
    public ContainerConfigBuilder cmd(String... words) {
        return cmd(Optional.of(List.of(words)));
    }

    /** What its arguments are given to. */
    public ContainerConfigBuilder entrypoint(Optional<List<String>> value) {
        entrypoint = value;
        return this;
    }

    /** How its health is found out. */
    public ContainerConfigBuilder healthcheck(Optional<HealthConfig> value) {
        healthcheck = value;
        return this;
    }

    /** Its image, as named. */
    public ContainerConfigBuilder image(String value) {
        image = value;
        return this;
    }

    /** Paths that are volumes. */
    public ContainerConfigBuilder volumes(Set<String> value) {
        volumes = Set.copyOf(value);
        return this;
    }

    /** Where it starts. */
    public ContainerConfigBuilder workingDir(String value) {
        workingDir = value;
        return this;
    }

    /** What people note on it. */
    public ContainerConfigBuilder labels(Map<String, String> value) {
        labels = value;
        return this;
    }

    /** How it is asked to stop, and the seconds it has. */
    public ContainerConfigBuilder stop(String signal, OptionalInt timeoutSeconds) {
        stopSignal = signal;
        stopTimeoutSeconds = timeoutSeconds;
        return this;
    }

    /** The shell of shell forms. */
    public ContainerConfigBuilder shell(List<String> value) {
        shell = List.copyOf(value);
        return this;
    }

    /** The configuration. */
    public ContainerConfig build() {
        return new ContainerConfig(
                hostname,
                domainname,
                user,
                streams,
                exposedPorts,
                tty,
                env,
                cmd,
                entrypoint,
                healthcheck,
                image,
                volumes,
                workingDir,
                labels,
                stopSignal,
                stopTimeoutSeconds,
                shell);
    }
}
