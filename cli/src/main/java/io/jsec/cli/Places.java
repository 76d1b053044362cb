package io.jsec.cli;

import java.nio.file.Path;

/**
 * Where things of this user's engine lie.
 *
 * @param system whether this is the system engine's user, {@code jsec}
 * @param state the state's directory; the store is in it
 */
record Places(boolean system, Path state) {
    /** The system engine's user. */
    static final String SYSTEM_USER = "jsec";

    private static final Path SYSTEM_STATE = Path.of("/var/lib/jsec");

    /**
     * The places of a user.
     *
     * @param user the name of the user this process runs as
     * @param home the user's home directory
     */
    static Places of(String user, Path home, Environment environment) {
        if (user.equals(SYSTEM_USER)) {
            return ofSystem();
        }
        Path data =
                environment
                        .variable("XDG_DATA_HOME")
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .orElse(home.resolve(".local/share"));
        return new Places(false, data.resolve("jsec").normalize());
    }

    /** The places of the system engine. */
    static Places ofSystem() {
        return new Places(true, SYSTEM_STATE);
    }

    /** The places of the user this process runs as. */
    static Places here(Environment environment) {
        Path home = environment.path(environment.variable("HOME").orElse("/"));
        return of(System.getProperty("user.name"), home, environment);
    }

    /** The places of the engine of the user this process runs as; root's is the system's. */
    static Places ofEngine(Environment environment) {
        return "root".equals(System.getProperty("user.name")) ? ofSystem() : here(environment);
    }

    /** The store of images and containers, in owner form. */
    Path store() {
        return state.resolve("store");
    }
}
