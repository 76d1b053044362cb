package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Span;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** A rule that looks for places where a Dockerfile breaks it. */
abstract class DockerfileRule implements Rule<DockerfileFacts> {
    private final RuleCard card;

    DockerfileRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    /** A card to fill in; the id is given by its number. */
    static RuleCard.Builder card(int number, Severity severity) {
        return RuleCard.of("JSEC-D-%03d".formatted(number), severity, Section.DOCKERFILE);
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<DockerfileFacts> subject() {
        return DockerfileFacts.class;
    }

    @Override
    public final Verdict judge(DockerfileFacts facts) {
        return Verdict.failing(find(facts));
    }

    /** Every place where the file breaks the rule. */
    abstract List<Evidence> find(DockerfileFacts facts);

    static Evidence at(DockerfileFacts facts, Span span, String message) {
        return Evidence.of(facts.at(span), message);
    }
}
