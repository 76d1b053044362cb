package io.jsec.cli;

import io.jsec.ci.CiEnvironment;
import io.jsec.cli.ca.CaEnvironment;
import io.jsec.cli.ca.Prompt;
import io.jsec.cli.ca.UnitHost;
import io.jsec.cli.docker.DockerEnvironment;
import io.jsec.cli.units.Systemctl;
import io.jsec.linux.Identity;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the process was given, as a value: only {@link Main} reads it from the process itself.
 *
 * @param variables the environment's variables
 * @param directory the working directory
 * @param words the words after {@code jsec}
 * @param out where results go
 * @param err where errors and questions go
 */
record Environment(
        Map<String, String> variables,
        Path directory,
        List<String> words,
        PrintStream out,
        PrintStream err) {

    Environment {
        variables = Map.copyOf(variables);
        words = List.copyOf(words);
    }

    /** The environment of this process. */
    static Environment ofProcess(List<String> words) {
        return new Environment(
                System.getenv(), Path.of("").toAbsolutePath(), words, System.out, System.err);
    }

    /** The same for the verbs that need no engine. */
    CiEnvironment ci() {
        return new CiEnvironment(
                variables,
                directory,
                System.in,
                out,
                err,
                Clock.systemUTC(),
                Terminal.is(1),
                Terminal.is(2));
    }

    /** The same for the verbs of the certificate authority. */
    CaEnvironment ca() {
        return new CaEnvironment(
                directory,
                Places.here(this).state().resolve("ca"),
                EnginePlaces.clientCertificates(this),
                Identity::effectiveUid,
                HostReader.hostname(),
                System.in,
                out,
                err,
                Terminal.is(1),
                Prompt.ofTerminal(),
                Clock.systemUTC(),
                new SecureRandom(),
                VersionCommand.VERSION,
                this::units);
    }

    private UnitHost units() {
        return new UnitHost(
                new Systemctl(variables),
                Identity.effectiveUid() == 0
                        ? DaemonService.SYSTEM_UNITS
                        : EnginePlaces.userUnits(this),
                Distribution.here().command(),
                variable("JAVA_HOME"));
    }

    /**
     * The same for docker's verbs.
     *
     * @param named whether the caller named the engine
     */
    DockerEnvironment docker(boolean named) {
        return new DockerEnvironment(
                variables,
                directory,
                System.in,
                out,
                err,
                Clock.systemUTC(),
                ZoneId::systemDefault,
                new DockerEnvironment.Terminals(Terminal.is(0), Terminal.is(1), Terminal.is(2)),
                VersionCommand.VERSION,
                named);
    }

    /** A variable that is set and not empty. */
    Optional<String> variable(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** A path as typed, made absolute against the working directory. */
    Path path(String typed) {
        return directory.resolve(typed).normalize();
    }
}
