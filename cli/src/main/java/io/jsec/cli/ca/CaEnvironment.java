package io.jsec.cli.ca;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the process was given, as a value.
 *
 * @param directory the working directory
 * @param place where this user's authority is unless {@code --ca} says otherwise
 * @param certificates where this user's client certificates are, a directory a host
 * @param uid tells which user this process runs as
 * @param host the host's name
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param watched whether standard output is a terminal
 * @param prompt asks for what must not be seen
 * @param clock the time
 * @param random for keys and numbers
 * @param version of this program
 * @param units where those of systemd are put
 */
public record CaEnvironment(
        Path directory,
        Path place,
        Path certificates,
        IntSupplier uid,
        String host,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean watched,
        Prompt prompt,
        Clock clock,
        SecureRandom random,
        String version,
        Supplier<UnitHost> units) {

    /** The same with another standard output. */
    CaEnvironment withOut(PrintStream other) {
        return new CaEnvironment(
                directory,
                place,
                certificates,
                uid,
                host,
                in,
                other,
                err,
                watched,
                prompt,
                clock,
                random,
                version,
                units);
    }

    /** A path as typed, made absolute against the working directory. */
    Path path(String typed) {
        return directory.resolve(typed).normalize();
    }

    /** One line for whoever typed. */
    void say(String line) {
        out.println(line);
        out.flush();
    }
}
