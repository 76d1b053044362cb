package io.jsec.cli;

import io.jsec.cli.docker.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jsec completion SHELL}: the script that completes command lines. */
@Command(
        name = "completion",
        description =
                "Print the script that completes jsec's command lines in a shell. In bash:"
                        + " source <(jsec completion bash).")
final class CompletionCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    String shell = "";

    private final Environment environment;

    CompletionCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!Completion.shells().contains(shell)) {
            throw CliException.refused(
                    Code.VALUE,
                    "jsec completion " + shell,
                    "there is no script for it",
                    "jsec completion bash, zsh or fish");
        }
        Completion completion = new Completion();
        Verbs verbs = new Verbs(environment);
        for (Verb verb : Verb.values()) {
            if (!verb.hidden()) {
                CommandLine line = verbs.described(verb);
                completion.add(verb.word(), options(line), below(line));
                for (Map.Entry<String, CommandLine> each : line.getSubcommands().entrySet()) {
                    completion.add(
                            verb.word() + " " + each.getKey(), options(each.getValue()), List.of());
                }
            }
        }
        environment.out().print(completion.script(shell));
        environment.out().flush();
        return ExitCode.OK;
    }

    private static List<String> options(CommandLine line) {
        List<String> options = new ArrayList<>();
        line.getCommandSpec().options().forEach(option -> options.addAll(List.of(option.names())));
        return options;
    }

    private static List<String> below(CommandLine line) {
        return List.copyOf(line.getSubcommands().keySet());
    }
}
