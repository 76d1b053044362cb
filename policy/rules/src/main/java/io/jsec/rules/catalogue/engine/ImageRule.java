package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Evidence;
import io.jsec.rules.Fact;
import io.jsec.rules.ImageFacts;
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

/** A rule over one image. */
abstract class ImageRule implements Rule<ImageFacts> {
    private final RuleCard card;

    ImageRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    /** A card to fill in; the id is given by its number. */
    static RuleCard.Builder card(int number, Severity severity) {
        return RuleCard.of("JSEC-I-%03d".formatted(number), severity, Section.IMAGES);
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<ImageFacts> subject() {
        return ImageFacts.class;
    }

    /** Broken at each element for which a message is given. */
    static Verdict each(
            Fact<List<Located<String>>> list, Function<String, Optional<String>> broken) {
        return list.judge(
                List.of(),
                (items, at) -> {
                    List<Evidence> evidence = new ArrayList<>();
                    for (Located<String> item : items) {
                        broken.apply(item.value())
                                .ifPresent(text -> evidence.add(Evidence.of(item.at(), text)));
                    }
                    return Verdict.failing(evidence);
                });
    }

    /** Broken for an image that no container is made of, where a condition holds. */
    static Verdict unused(ImageFacts facts, boolean condition, String message) {
        if (facts.inUse() instanceof Fact.Unknown<Boolean>) {
            return new Verdict.NotApplicable("only an engine tells what it uses");
        }
        return facts.inUse()
                .judge(
                        true,
                        (used, at) -> Verdict.failIf(condition && !used, facts.whole(), message));
    }

    /** Whether something points at the image. */
    static boolean isNamed(ImageFacts facts) {
        return !facts.names().isEmpty() || !facts.digests().isEmpty();
    }
}
