package io.jsec.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder this program was started from: {@code bin/jsec}, {@code lib/jsec-launch}.
 *
 * @param home the folder that holds bin and lib
 */
record Distribution(Path home) {
    /** Of this process, as {@code bin/jsec} says it. */
    static Distribution here() {
        String home = System.getProperty("jsec.home");
        if (home == null || home.isEmpty()) {
            throw CliException.failed(
                    Code.DISTRIBUTION,
                    "looking for jsec-launch",
                    "jsec was not started by its own start script",
                    "bin/jsec of the distribution");
        }
        return new Distribution(Path.of(home));
    }

    /** The start script. */
    Path command() {
        return home.resolve("bin/jsec");
    }

    /** The launcher. */
    Path launcher() {
        return program("jsec-launch");
    }

    /** The program of the embedded image. */
    Path probe() {
        return program("jsec-probe");
    }

    private Path program(String name) {
        Path program = home.resolve("lib").resolve(name);
        if (!Files.isExecutable(program)) {
            throw CliException.failed(
                    Code.DISTRIBUTION,
                    "looking for " + name,
                    program + " is missing or cannot be executed by this user",
                    "building the distribution again, in a place this user can read");
        }
        return program;
    }
}
