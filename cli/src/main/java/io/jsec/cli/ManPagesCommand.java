package io.jsec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            if (!verb.hidden()) {
                String page = ManPage.of(verb, Verbs.parser(verb, verbs.command(verb)));
                Files.writeString(target.resolve("jsec-" + verb.word() + ".1"), page);
            }
        }
        return ExitCode.OK;
    }
}
