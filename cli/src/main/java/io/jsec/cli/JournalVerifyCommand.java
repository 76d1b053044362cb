package io.jsec.cli;

import io.jsec.cli.client.EngineAddress;
import io.jsec.cli.client.JsonTree;
import io.jsec.cli.journal.SeenHeads;
import io.jsec.cli.journal.VerdictText;
import io.jsec.journal.Head;
import io.jsec.journal.JournalException;
import io.jsec.journal.Verdict;
import io.jsec.journal.Verifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec journal verify}: whether a journal is as it was written. */
@Command(
        name = "verify",
        description =
                "Find what was edited, deleted, moved, spliced or forged in a journal. Exit status"
                        + " 0: it holds; 1: it does not; 2: it cannot be read.")
final class JournalVerifyCommand implements Callable<Integer> {
    @Mixin JournalOptions journal = new JournalOptions();

    @Option(
            names = "--head",
            paramLabel = "SEQ:HASH",
            description =
                    "A head that a witness kept: finds a journal that was cut or rolled back; may"
                            + " be given several times. What your own commands were told is taken"
                            + " by itself, unless --directory is given.")
    List<String> heads = new ArrayList<>();

    @Mixin OutputOptions output = new OutputOptions();

    @Mixin HelpOption help = new HelpOption();

    private final Environment environment;

    JournalVerifyCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<Head> witnessed = new ArrayList<>();
        heads.forEach(text -> witnessed.add(head(text)));
        SeenHeads seen = new SeenHeads(EnginePlaces.seenHeads(environment));
        List<Head> remembered = journal.isDefault() ? seen.of(own()) : List.of();
        witnessed.addAll(remembered);
        boolean any = !witnessed.isEmpty();
        Verdict verdict;
        try {
            verdict = Verifier.verify(journal.directory(environment), witnessed);
        } catch (JournalException e) {
            throw JournalOptions.failed(e);
        }
        new Report(
                        List.of("table", "json"),
                        format ->
                                format.equals("json")
                                        ? Report.json(
                                                "journal-verify",
                                                VerdictText.fill(JsonTree.object(), verdict, any))
                                        : VerdictText.table(verdict, any)
                                                + compared(remembered.size(), seen.file()))
                .print(output.format, output.outputs, environment);
        return verdict.holds() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    /** The engine whose journal it is. */
    private String own() {
        return EngineAddress.of(EnginePlaces.ofUser(environment).api()).text();
    }

    private static String compared(int count, Path file) {
        return count == 0
                ? ""
                : "compared with "
                        + (count == 1 ? "a head" : count + " heads")
                        + " that your jsec was told by this engine and keeps in "
                        + file
                        + "\n";
    }

    private static Head head(String text) {
        return Head.parse(text)
                .orElseThrow(() ->
                        CliException.refused(
                                Code.VALUE,
                                "--head " + text,
                                "it does not read SEQ:HASH",
                                "what jsec journal head printed, or the host's log holds"));
    }
}
