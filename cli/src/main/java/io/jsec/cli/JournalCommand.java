package io.jsec.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jsec journal}: what an engine wrote down, and whether it is still as it was written. */
@Command(
        name = "journal",
        description =
                "What an engine was asked, decided and did, as it wrote it down: verify, show and"
                        + " head.")
final class JournalCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    private final Environment environment;

    JournalCommand(Environment environment) {
        this.environment = environment;
    }

    /** Makes the words below it known to its parser. */
    void addTo(CommandLine line) {
        line.addSubcommand(new JournalVerifyCommand(environment));
        line.addSubcommand(new JournalShowCommand(environment));
        line.addSubcommand(new JournalHeadCommand(environment));
    }

    @Override
    public Integer call() {
        throw CliException.refused(
                Code.USAGE,
                "jsec journal",
                "a word is missing",
                "jsec journal verify, show or head");
    }
}
