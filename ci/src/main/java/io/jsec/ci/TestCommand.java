package io.jsec.ci;

import io.jsec.audit.PolicyException;
import io.jsec.audit.RuleFiles;
import io.jsec.audit.RuleTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jsec policy test}: judges the fixtures beside user rules. */
@Command(
        name = "test",
        description = {
            "Judge the fixtures beside user rules: FOLDER/fixtures/ID/fail*, pass* and near*.",
            "Exit codes: 0 all as their names say, 1 not, 2 a rule cannot be read, 3 usage."
        })
final class TestCommand implements CiCommand {
    private static final int FAILED = 1;
    private static final int NOT_EVALUATED = 2;

    @Mixin HelpOption help = new HelpOption();

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            description = "Folder with rules; .jsec/rules without it.")
    String folder = RuleFiles.FOLDER;

    private final CiEnvironment environment;

    TestCommand(CiEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        Path rules = environment.directory().resolve(folder);
        if (!Files.isDirectory(rules)) {
            throw new PolicyException(
                    folder + " refused: there is no such folder. Instead: name the rules' folder");
        }
        RuleFiles.Found found = RuleFiles.named(List.of(rules), environment.cache());
        found.unreadable()
                .forEach(each -> environment.err().println(each.at() + ": " + each.why()));
        List<RuleTests.Outcome> outcomes = RuleTests.run(found.rules(), rules.resolve("fixtures"));
        for (RuleTests.Outcome each : outcomes) {
            environment
                    .out()
                    .printf(
                            "%-6s %s %s: %s%n",
                            each.passed() ? "ok" : "FAILED",
                            each.id(),
                            each.fixture(),
                            each.text());
        }
        long failed = outcomes.stream().filter(each -> !each.passed()).count();
        environment
                .out()
                .printf(
                        "%d rules, %d fixtures, %d failed%n",
                        found.rules().size(), outcomes.size(), failed);
        environment.out().flush();
        environment.err().flush();
        if (!found.unreadable().isEmpty() || found.rules().isEmpty()) {
            return NOT_EVALUATED;
        }
        return failed == 0 ? 0 : FAILED;
    }
}
