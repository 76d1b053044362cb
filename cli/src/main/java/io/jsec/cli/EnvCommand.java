package io.jsec.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec env}: what a shell evaluates so that docker talks to this engine. */
@Command(
        name = "env",
        description =
                "Print how docker and its friends find this engine, for a shell:"
                        + " eval \"$(jsec env)\"; in fish: jsec env --shell fish | source.")
final class EnvCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Option(
            names = "--shell",
            paramLabel = "sh|fish",
            description =
                    "The shell that evaluates it: sh (the default; bash and zsh too) or fish.")
    String shell = "sh";

    @Option(
            names = {"-u", "--unset"},
            description = "Print how to take it back.")
    boolean unset;

    private final Environment environment;

    EnvCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (unset) {
            environment.out().println(fish() ? "set -e DOCKER_HOST;" : "unset DOCKER_HOST");
            return ExitCode.OK;
        }
        Path socket = EnginePlaces.ofUser(environment).api();
        String value = "unix://" + socket;
        environment
                .out()
                .println(
                        fish() ? forFish(value) : "export DOCKER_HOST=" + ShellWords.quoted(value));
        environment.out().flush();
        if (!EngineLock.answers(socket)) {
            environment
                    .err()
                    .println(
                            "no engine listens there now: jsec ps starts one; jsec daemon install"
                                    + " --socket lets any client do so");
        }
        return ExitCode.OK;
    }

    private boolean fish() {
        return switch (shell) {
            case "sh" -> false;
            case "fish" -> true;
            default ->
                    throw CliException.refused(
                            Code.VALUE,
                            "--shell " + shell,
                            "its words are not known here",
                            "--shell sh, for bash and zsh too, or fish");
        };
    }

    private static String forFish(String value) {
        String escaped = value.replace("\\", "\\\\").replace("'", "\\'");
        return "set -gx DOCKER_HOST '" + escaped + "';";
    }
}
