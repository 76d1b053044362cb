package io.jsec.cli;

import io.jsec.launch.Streams;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code jsec run}: one container, in the foreground. This program compiles and verifies the plan
 * and becomes jsec-launch; nothing of it stays behind.
 */
@Command(name = "run", description = "Run a command in a new container, every wall up by default.")
final class RunCommand implements Callable<Integer> {
    @Mixin RunOptions options = new RunOptions();

    @Mixin HelpOption help = new HelpOption();

    private final Environment environment;

    RunCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        SpecReader reader = new SpecReader(options, environment);
        if (options.tty && options.interactive && !Terminal.is(0)) {
            throw CliException.refused(
                    Code.TERMINAL,
                    "-it",
                    "the input device is not a TTY",
                    "-i alone, for a pipe or a file");
        }
        Streams streams = Terminal.streams(options);
        return new OneShotRun(environment).start(reader, options, streams);
    }
}
