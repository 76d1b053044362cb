package io.jsec.cli;

import java.nio.file.Path;

/** Where an engine's journal is. */
final class JournalPlace {
    private static final Path SYSTEM = Path.of("/var/log/jsec");

    private JournalPlace() {}

    /** That of the user this process runs as; root's is the system engine's. */
    static Path here(Environment environment) {
        Places places =
                "root".equals(System.getProperty("user.name"))
                        ? Places.ofSystem()
                        : Places.here(environment);
        return of(places, environment);
    }

    /** That of an engine's user. */
    static Path of(Places places, Environment environment) {
        if (places.system()) {
            return SYSTEM;
        }
        Path home = environment.path(environment.variable("HOME").orElse("/"));
        return environment
                .variable("XDG_STATE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".local/state"))
                .resolve("jsec");
    }
}
