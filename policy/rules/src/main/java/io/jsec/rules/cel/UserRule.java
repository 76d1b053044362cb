package io.jsec.rules.cel;

import dev.cel.runtime.CelEvaluationException;
import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A rule of a user. Where it cannot be evaluated, or reads what is unknown, its verdict is unknown:
 * an audit tells that, and an admission refuses.
 */
final class UserRule<F extends Facts> implements Rule<F> {
    /**
     * The rule's expressions.
     *
     * @param when where the rule has something to say
     * @param deny where it is broken
     * @param message what is then said
     * @param at the field to point at
     */
    record Parts(
            Optional<Expressions.Compiled> when,
            Expressions.Compiled deny,
            Optional<Expressions.Compiled> message,
            Optional<String> at) {}

    private final RuleCard card;
    private final Schema<F> schema;
    private final Parts parts;
    private final Deadline deadline;

    UserRule(RuleCard card, Schema<F> schema, Parts parts, Deadline deadline) {
        this.card = card;
        this.schema = schema;
        this.parts = parts;
        this.deadline = deadline;
    }

    @Override
    public RuleCard card() {
        return card;
    }

    @Override
    public Class<F> subject() {
        return schema.subject();
    }

    @Override
    public Verdict judge(F facts) {
        try {
            return deadline.run(() -> verdict(facts));
        } catch (TimeoutException e) {
            return new Verdict.Unknown("the rule took too long");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Verdict.Unknown("the rule cannot be evaluated: " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Verdict.Unknown("the rule was interrupted");
        }
    }

    private Verdict verdict(F facts) throws CelEvaluationException {
        Map<String, Object> variables = Map.of(schema.name(), schema.values(facts));
        if (parts.when().isPresent()) {
            Optional<Verdict> unknown = unknown(parts.when().get(), facts);
            if (unknown.isPresent()) {
                return unknown.get();
            }
            if (!truth(parts.when().get(), variables)) {
                return new Verdict.NotApplicable("the rule says when, and it is not so");
            }
        }
        Optional<Verdict> unknown = unknown(parts.deny(), facts);
        if (unknown.isPresent()) {
            return unknown.get();
        }
        return truth(parts.deny(), variables)
                ? Verdict.fail(place(facts), message(variables))
                : Verdict.pass();
    }

    private static boolean truth(Expressions.Compiled compiled, Map<String, Object> variables)
            throws CelEvaluationException {
        return Boolean.TRUE.equals(compiled.program().eval(variables));
    }

    private String message(Map<String, Object> variables) throws CelEvaluationException {
        if (parts.message().isEmpty()) {
            return card.title();
        }
        String text = String.valueOf(parts.message().get().program().eval(variables));
        return text.isBlank() ? card.title() : text;
    }

    /** Unknown where the expression reads what is unknown. */
    private Optional<Verdict> unknown(Expressions.Compiled compiled, F facts) {
        Set<String> fields =
                compiled.fields().orElseGet(() -> new LinkedHashSet<>(schema.types().keySet()));
        for (String field : fields) {
            if (schema.read(field, facts) instanceof Fact.Unknown<?> unknown) {
                return Optional.of(new Verdict.Unknown(unknown.why()));
            }
        }
        return Optional.empty();
    }

    private SourceLocation place(F facts) {
        if (parts.at().isPresent()
                && schema.read(parts.at().get(), facts) instanceof Fact.Present<?> present) {
            return present.at();
        }
        return schema.whole(facts);
    }
}
