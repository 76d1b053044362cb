package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule over a running engine. */
abstract class EngineRule implements Rule<EngineFacts> {
    private final RuleCard card;

    EngineRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    /** A card to fill in; the id is given by its number. */
    static RuleCard.Builder card(int number, Severity severity) {
        return RuleCard.of("JSEC-E-%03d".formatted(number), severity, Section.DAEMON);
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<EngineFacts> subject() {
        return EngineFacts.class;
    }

    /** Broken at each warning that a pattern finds; {@code {}} in the message is its group. */
    static Verdict warning(EngineFacts facts, Pattern pattern, String message) {
        return facts.warnings()
                .judge(
                        List.of(),
                        (warnings, at) -> {
                            List<Evidence> evidence = new ArrayList<>();
                            for (Located<String> warning : warnings) {
                                Matcher found = pattern.matcher(warning.value());
                                if (found.find()) {
                                    String text = message.replace("{}", found.group(1));
                                    evidence.add(Evidence.of(warning.at(), text));
                                }
                            }
                            return Verdict.failing(evidence);
                        });
    }

    /** Broken at each element that meets a condition; {@code {}} in the message is its value. */
    static Verdict each(
            Fact<List<Located<String>>> list, Predicate<String> broken, String message) {
        return list.judge(
                List.of(),
                (items, at) ->
                        Verdict.failing(
                                items.stream()
                                        .filter(item -> broken.test(item.value()))
                                        .map(item ->
                                                Evidence.of(
                                                        item.at(),
                                                        message.replace("{}", item.value())))
                                        .toList()));
    }

    /** The security options of one name, such as {@code name=seccomp,profile=default}. */
    static List<String> named(List<Located<String>> options, String name) {
        // Engines before 17.06 write the name alone.
        return options.stream()
                .map(Located::value)
                .filter(text ->
                        text.equals(name) || List.of(text.split(",", -1)).contains("name=" + name))
                .toList();
    }
}
