package io.jsec.cli;

import java.nio.file.Path;

/**
 * Where an engine's sockets and configuration are.
 *
 * @param run directory of the sockets
 * @param config directory of daemon.json
 */
record EnginePlaces(Path run, Path config) {
    private static final Path SYSTEM_RUN = Path.of("/run/jsec");
    private static final Path SYSTEM_CONFIG = Path.of("/etc/jsec");

    /** Those of the user this process runs as. */
    static EnginePlaces here(Places places, Environment environment) {
        if (places.system()) {
            return new EnginePlaces(SYSTEM_RUN, SYSTEM_CONFIG);
        }
        Path home = environment.path(environment.variable("HOME").orElse("/"));
        return new EnginePlaces(
                environment
                        .variable("XDG_RUNTIME_DIR")
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .map(directory -> directory.resolve("jsec"))
                        .orElseGet(() -> home.resolve(".local/state/jsec/run")),
                environment
                        .variable("XDG_CONFIG_HOME")
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .orElse(home.resolve(".config"))
                        .resolve("jsec"));
    }

    /** The API's socket. */
    Path api() {
        return run.resolve("jsec.sock");
    }

    /** The launcher's control socket. */
    Path control() {
        return run.resolve("launch.sock");
    }

    /** The configuration, where nobody names another. */
    Path daemonJson() {
        return config.resolve("daemon.json");
    }
}
