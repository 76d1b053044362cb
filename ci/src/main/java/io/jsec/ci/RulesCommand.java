package io.jsec.ci;

import io.jsec.audit.PolicyCheck;
import io.jsec.audit.PolicyException;
import io.jsec.audit.RuleFiles;
import io.jsec.audit.RulePages;
import io.jsec.rules.RuleCard;
import io.jsec.rules.catalogue.Catalogue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec policy rules}: lists the catalogue, or explains one rule. */
@Command(name = "rules", description = "List the rules, or explain one.")
final class RulesCommand implements CiCommand {
    private static final int NOT_EVALUATED = 2;

    @Mixin HelpOption help = new HelpOption();

    @Option(names = "--explain", paramLabel = "ID", description = "All that is known of one rule.")
    @Nullable String explain;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or markdown.")
    String format = "table";

    private final CiEnvironment environment;

    RulesCommand(CiEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        RuleFiles.Found own =
                RuleFiles.of(PolicyCheck.Request.of(environment.directory()), environment.cache());
        own.unreadable().forEach(each -> environment.err().println(each.at() + ": " + each.why()));
        List<RuleCard> cards =
                own.behind(Catalogue.rules()).stream()
                        .map(rule -> rule.card())
                        .filter(card -> explain == null || card.id().equals(explain))
                        .toList();
        if (cards.isEmpty()) {
            throw new PolicyException(
                    "--explain "
                            + explain
                            + " refused: there is no such rule. Instead: jsec policy"
                            + " rules");
        }
        environment
                .out()
                .print(
                        switch (format) {
                            case "table" ->
                                    explain == null
                                            ? RulePages.table(cards)
                                            : RulePages.explained(
                                                    cards.getFirst(), environment.width());
                            case "json" -> RulePages.json(cards, CiEnvironment.VERSION);
                            case "markdown" -> RulePages.markdown(cards);
                            default ->
                                    throw new PolicyException(
                                            "--format "
                                                    + format
                                                    + " refused: there is no such "
                                                    + "format. Instead: table, json or markdown");
                        });
        environment.out().flush();
        environment.err().flush();
        return own.unreadable().isEmpty() ? 0 : NOT_EVALUATED;
    }
}
