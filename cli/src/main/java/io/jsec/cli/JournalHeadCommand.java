package io.jsec.cli;

import io.jsec.journal.JournalException;
import io.jsec.journal.JournalReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jsec journal head}: what a witness keeps. */
@Command(
        name = "head",
        description =
                "Print SEQ:HASH of the last entry, for a witness: kept elsewhere, it finds a"
                        + " journal that was cut or rolled back.")
final class JournalHeadCommand implements Callable<Integer> {
    @Mixin JournalOptions journal = new JournalOptions();

    @Mixin HelpOption help = new HelpOption();

    private final Environment environment;

    JournalHeadCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        try {
            environment.out().println(JournalReader.head(journal.directory(environment)));
            environment.out().flush();
            return ExitCode.OK;
        } catch (JournalException e) {
            throw JournalOptions.failed(e);
        }
    }
}
