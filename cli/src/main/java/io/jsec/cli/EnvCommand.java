package io.jsec.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec env}: what a shell evaluates so that docker talks to this engine. */
@Command(
        name = "env",
        description =
                "Print how docker and its friends find this engine, for a shell:"
                        + " eval \"$(jsec env)\".")
final class EnvCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

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
            environment.out().println("unset DOCKER_HOST");
            return ExitCode.OK;
        }
        Places places =
                "root".equals(System.getProperty("user.name"))
                        ? Places.ofSystem()
                        : Places.here(environment);
        String socket = EnginePlaces.here(places, environment).api().toString();
        environment.out().println("export DOCKER_HOST=" + ShellWords.quoted("unix://" + socket));
        return ExitCode.OK;
    }
}
