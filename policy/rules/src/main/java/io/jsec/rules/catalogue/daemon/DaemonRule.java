package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Located;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A rule over the configuration of an engine. */
abstract class DaemonRule implements Rule<DaemonFacts> {
    private final RuleCard card;

    DaemonRule(RuleCard.Builder card) {
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
    public final Class<DaemonFacts> subject() {
        return DaemonFacts.class;
    }

    /** Broken where a switch, with its default filled in, is not as wanted. */
    static Verdict wanted(
            DaemonFacts facts, String key, boolean byDefault, boolean wanted, String message) {
        return facts.truth(key)
                .judge(byDefault, (on, at) -> Verdict.failIf(on != wanted, at, message));
    }

    /** Broken where a text, with its default filled in, meets a condition. */
    static Verdict text(
            DaemonFacts facts,
            String key,
            String byDefault,
            Predicate<String> broken,
            String message) {
        return facts.text(key)
                .judge(
                        byDefault,
                        (text, at) ->
                                Verdict.failIf(broken.test(text), at, message.replace("{}", text)));
    }

    /** Broken at each item of a list that meets a condition. */
    static Verdict items(DaemonFacts facts, String key, Predicate<String> broken, String message) {
        return facts.list(key)
                .judge(List.of(), (items, at) -> Verdict.failing(evidence(items, broken, message)));
    }

    private static List<Evidence> evidence(
            List<Located<String>> items, Predicate<String> broken, String message) {
        List<Evidence> evidence = new ArrayList<>();
        for (Located<String> item : items) {
            if (broken.test(item.value())) {
                evidence.add(Evidence.of(item.at(), message.replace("{}", item.value())));
            }
        }
        return evidence;
    }

    /** Whether the engine listens on TCP. */
    static boolean overTcp(DaemonFacts facts) {
        return facts.texts("hosts").stream()
                .anyMatch(host -> Address.ofSocket(host.value()).isPresent());
    }
}
