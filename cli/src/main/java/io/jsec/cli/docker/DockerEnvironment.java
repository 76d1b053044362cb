package io.jsec.cli.docker;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the process was given, as a value.
 *
 * @param variables of the environment
 * @param directory the working directory
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param clock the time
 * @param zoneOfTimes gives the zone in which times are shown; finding it takes time
 * @param terminals which of the three are terminals
 * @param version of this program
 * @param named whether the caller named the engine, so that it must be there
 */
public record DockerEnvironment(
        Map<String, String> variables,
        Path directory,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Clock clock,
        Supplier<ZoneId> zoneOfTimes,
        Terminals terminals,
        String version,
        boolean named) {

    /**
     * Which streams are terminals.
     *
     * @param in standard input
     * @param out standard output
     * @param err standard error
     */
    public record Terminals(boolean in, boolean out, boolean err) {}

    /** The same values, copied. */
    public DockerEnvironment {
        variables = Map.copyOf(variables);
    }

    ZoneId zone() {
        return zoneOfTimes.get();
    }

    Path path(String typed) {
        return directory.resolve(typed).normalize();
    }
}
