package io.jsec.ci;

import io.jsec.rules.cel.ExpressionCache;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What the process was given.
 *
 * @param variables the environment's variables
 * @param directory the working directory, absolute
 * @param in what was piped in
 * @param out where reports go
 * @param err where errors go
 * @param clock tells the time of reports and the day of waivers
 * @param terminal whether a person reads the output
 * @param watched whether a person watches standard error
 */
public record CiEnvironment(
        Map<String, String> variables,
        Path directory,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Clock clock,
        boolean terminal,
        boolean watched) {
    /** Version of jsec that reports name; a test holds it to the build's. */
    public static final String VERSION = "0.1.0";

    private static final int WIDTH = 100;

    /** Copies the map. */
    public CiEnvironment {
        variables = Map.copyOf(variables);
    }

    /** A process that nobody watches. */
    public CiEnvironment(
            Map<String, String> variables,
            Path directory,
            InputStream in,
            PrintStream out,
            PrintStream err,
            Clock clock,
            boolean terminal) {
        this(variables, directory, in, out, err, clock, terminal, false);
    }

    /** Where compiled user rules are kept. */
    ExpressionCache cache() {
        String set = variables.getOrDefault("XDG_CACHE_HOME", "");
        String home = variables.getOrDefault("HOME", "");
        if (set.isEmpty() && home.isEmpty()) {
            return ExpressionCache.NONE;
        }
        Path base = set.isEmpty() ? Path.of(home, ".cache") : Path.of(set);
        return ExpressionCache.in(base.resolve("jsec").resolve("rules"));
    }

    /** Columns of the terminal as the shell says, else 100. */
    int width() {
        String columns = variables.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : WIDTH;
    }

    /** Whether reports may be coloured (no-color.org). */
    boolean colour() {
        return terminal
                && variables.getOrDefault("NO_COLOR", "").isEmpty()
                && !variables.getOrDefault("TERM", "").equals("dumb");
    }
}
