package io.jsec.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an engine's sockets and configuration are.
 *
 * @param run directory of the sockets
 * @param config directory of daemon.json
 * @param logs directory of its own log and of its journal
 */
record EnginePlaces(Path run, Path config, Path logs) {
    private static final Path SYSTEM_RUN = Path.of("/run/jsec");
    private static final Path SYSTEM_CONFIG = Path.of("/etc/jsec");
    private static final Path SYSTEM_LOGS = Path.of("/var/log/jsec");

    /** Those of the engine of the user this process runs as; root's is the system engine. */
    static EnginePlaces ofUser(Environment environment) {
        return here(Places.ofEngine(environment), environment);
    }

    /** Those of the user this process runs as. */
    static EnginePlaces here(Places places, Environment environment) {
        if (places.system()) {
            return new EnginePlaces(SYSTEM_RUN, SYSTEM_CONFIG, SYSTEM_LOGS);
        }
        return new EnginePlaces(
                named(environment, "XDG_RUNTIME_DIR")
                        .map(directory -> directory.resolve("jsec"))
                        .orElseGet(() -> home(environment).resolve(".local/state/jsec/run")),
                configHome(environment).resolve("jsec"),
                stateHome(environment).resolve("jsec"));
    }

    /** Where this user's client certificates are, a directory a host. */
    static Path clientCertificates(Environment environment) {
        return configHome(environment).resolve("jsec/certs");
    }

    /** Where this user's units of systemd are. */
    static Path userUnits(Environment environment) {
        return configHome(environment).resolve("systemd/user");
    }

    private static Path configHome(Environment environment) {
        return named(environment, "XDG_CONFIG_HOME")
                .orElseGet(() -> home(environment).resolve(".config"));
    }

    private static Path home(Environment environment) {
        return environment.path(environment.variable("HOME").orElse("/"));
    }

    /**
     * Where this user's commands keep what engines said of their journals: not beside a journal,
     * with which it could be rolled back.
     */
    static Path seenHeads(Environment environment) {
        return stateHome(environment).resolve("jsec-client");
    }

    private static Path stateHome(Environment environment) {
        return named(environment, "XDG_STATE_HOME")
                .orElseGet(() -> home(environment).resolve(".local/state"));
    }

    private static Optional<Path> named(Environment environment, String variable) {
        return environment.variable(variable).map(Path::of).filter(Path::isAbsolute);
    }

    /** The API's socket. */
    Path api() {
        return run.resolve("jsec.sock");
    }

    /** The launcher's control socket. */
    Path control() {
        return run.resolve("launch.sock");
    }

    /** What an engine says that was started on demand. */
    Path log() {
        return logs.resolve("engine.log");
    }

    /** The roles of clients beside those that are built in. */
    Path roles() {
        return config.resolve("roles.yaml");
    }

    /** The admission policy, where the configuration names no other. */
    Path policy() {
        return config.resolve(EnginePolicy.FILE);
    }

    /** The configuration, where nobody names another. */
    Path daemonJson() {
        return config.resolve("daemon.json");
    }
}
