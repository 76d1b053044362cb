package io.jsec.cli;

import io.jsec.cli.docker.DockerHelp;
import io.jsec.cli.docker.DockerVerb;
import io.jsec.cli.docker.DockerVerbs;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jsec help [VERB]}. */
@Command(name = "help", description = "Print the list of verbs, or the options of one.")
final class HelpCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Parameters(arity = "0..1", paramLabel = "VERB", description = "The verb to describe.")
    @Nullable String word;

    private final Environment environment;

    HelpCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (word == null) {
            Usage.list(environment.out());
            return ExitCode.OK;
        }
        DockerVerb docker = DockerVerbs.of(word).orElse(null);
        if (docker != null) {
            environment.out().print(DockerHelp.of(docker));
            environment.out().flush();
            return ExitCode.OK;
        }
        if (DockerVerbs.groups().contains(word)) {
            environment.out().print(DockerHelp.ofGroup(word));
            environment.out().flush();
            return ExitCode.OK;
        }
        Verb verb = Verb.of(word).orElse(null);
        if (verb == null || verb.hidden()) {
            throw CliException.refused(
                    Code.USAGE, "jsec help " + word, "there is no such verb", "jsec help");
        }
        Usage.verb(new Verbs(environment).described(verb), environment.out());
        return ExitCode.OK;
    }
}
