package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.launch.LaunchPlan;
import io.jsec.launch.PlanCodec;
import io.jsec.launch.PlanFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** One side of {@code explain --diff}: a saved plan, or the words of a run. */
final class SavedPlan {
    private SavedPlan() {}

    /** The words of a run, for the parser. */
    @Command
    static final class Words {
        @Mixin RunOptions options = new RunOptions();
    }

    /**
     * The plan of a file written by {@code explain --output plan=FILE}, or, where no such file is,
     * of the words in it.
     *
     * @throws CliException for damaged bytes and for words that are none of a run's
     */
    static LaunchPlan read(String text, Environment environment) {
        Path file = text.contains("\0") ? Path.of("") : environment.path(text);
        return Files.isRegularFile(file) ? decode(file) : compile(text, environment);
    }

    private static LaunchPlan decode(Path file) {
        try {
            if (Files.size(file) > LaunchPlan.PLAN_BYTES_MAX) {
                throw damaged(file, "it is over the size limit");
            }
            return PlanCodec.decode(Files.readAllBytes(file));
        } catch (PlanFormatException e) {
            throw damaged(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw damaged(file, IoReason.of(e));
        }
    }

    private static LaunchPlan compile(String text, Environment environment) {
        List<String> words = ShellWords.split("--diff", text);
        Words parsed = new Words();
        try {
            Verbs.parser(Verb.EXPLAIN, parsed).parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw CliException.refused(
                    Code.USAGE,
                    "--diff '" + text + "'",
                    String.valueOf(e.getMessage()),
                    "the words of a run in quotes, or a file of --output plan=FILE");
        }
        return ExplainCommand.prepare(parsed.options, environment).plan();
    }

    private static CliException damaged(Path file, String why) {
        return CliException.refused(
                Code.VALUE,
                "--diff " + file,
                "it is no saved plan: " + why,
                "a file written by jsec explain ... --output plan=FILE");
    }
}
