package io.jsec.cli;

import io.jsec.cli.docker.DockerVerb;
import io.jsec.cli.docker.DockerVerbs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jsec man-pages DIR}: writes {@code jsec.1} and a page a verb; called by the build. */
@Command(name = "man-pages", description = "Write the manual pages into a directory.")
final class ManPagesCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Parameters(paramLabel = "DIR", description = "The directory, made where missing.")
    String directory = "";

    private final Environment environment;

    ManPagesCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        Path target = environment.path(directory);
        Files.createDirectories(target);
        Files.writeString(target.resolve("jsec.1"), ManPage.overview());
        Verbs verbs = new Verbs(environment);
        for (Verb verb : Verb.values()) {
            if (!verb.hidden() && DockerVerbs.of(verb.word()).isEmpty()) {
                CommandLine line = verbs.described(verb);
                write(target, verb.word(), verb.summary(), line);
                for (Map.Entry<String, CommandLine> below : line.getSubcommands().entrySet()) {
                    String[] summary =
                            below.getValue().getCommandSpec().usageMessage().description();
                    write(target, verb.word() + "-" + below.getKey(), summary[0], below.getValue());
                }
            }
        }
        for (String path : DockerVerbs.paths()) {
            DockerVerb verb = DockerVerbs.of(path).orElseThrow();
            Files.writeString(
                    target.resolve("jsec-" + path.replace(' ', '-') + ".1"), ManPage.of(verb));
        }
        return ExitCode.OK;
    }

    private static void write(Path target, String name, String summary, CommandLine line)
            throws IOException {
        Files.writeString(target.resolve("jsec-" + name + ".1"), ManPage.of(name, summary, line));
    }
}
