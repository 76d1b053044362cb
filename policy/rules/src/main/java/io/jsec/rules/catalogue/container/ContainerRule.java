package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Evidence;
import io.jsec.rules.Located;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A rule over the settings of one container. */
abstract class ContainerRule implements Rule<ContainerFacts> {
    private final RuleCard card;

    ContainerRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    /** A card to fill in; the id is given by its number. */
    static RuleCard.Builder card(int number, Severity severity) {
        return RuleCard.of("JSEC-C-%03d".formatted(number), severity, Section.CONTAINERS);
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<ContainerFacts> subject() {
        return ContainerFacts.class;
    }

    /** Broken where the setting has a value for which a condition holds; absent is in order. */
    static <T> Verdict value(
            ContainerFacts facts,
            ContainerSetting<T> setting,
            T byDefault,
            Predicate<T> broken,
            String message) {
        return facts.get(setting)
                .judge(
                        byDefault,
                        (value, at) ->
                                Verdict.failIf(
                                        broken.test(value),
                                        at,
                                        message.replace("{}", String.valueOf(value))));
    }

    /** Broken at each element for which a message is given. */
    static Verdict each(
            ContainerFacts facts,
            ContainerSetting<List<Located<String>>> setting,
            Function<String, Optional<String>> broken) {
        return facts.get(setting)
                .judge(List.of(), (list, at) -> Verdict.failing(evidence(list, broken)));
    }

    private static List<Evidence> evidence(
            List<Located<String>> list, Function<String, Optional<String>> broken) {
        List<Evidence> evidence = new ArrayList<>();
        for (Located<String> item : list) {
            broken.apply(item.value())
                    .ifPresent(text -> evidence.add(Evidence.of(item.at(), text)));
        }
        return evidence;
    }

    /**
     * Broken at each element for which a condition holds; {@code {}} in the message is its value.
     */
    static Verdict any(
            ContainerFacts facts,
            ContainerSetting<List<Located<String>>> setting,
            Predicate<String> broken,
            String message) {
        return each(
                facts,
                setting,
                text ->
                        broken.test(text)
                                ? Optional.of(message.replace("{}", text))
                                : Optional.empty());
    }
}
