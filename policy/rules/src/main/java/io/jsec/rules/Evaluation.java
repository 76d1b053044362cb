package io.jsec.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges facts by rules. Pure: the same facts and settings give the same findings.
 *
 * <p>Each place where a rule is broken is a finding of its own, so that each can be waived.
 */
public final class Evaluation {
    /**
     * What of the catalogue counts.
     *
     * @param profile opinions or not
     * @param enabled ids that count whatever the profile says
     * @param disabled ids that do not count
     * @param severities other severities by id
     */
    public record Settings(
            Profile profile,
            Set<String> enabled,
            Set<String> disabled,
            Map<String, Severity> severities) {
        /** Everything as the catalogue has it. */
        public static final Settings STANDARD =
                new Settings(Profile.STANDARD, Set.of(), Set.of(), Map.of());

        /** Copies the collections. */
        public Settings {
            enabled = Set.copyOf(enabled);
            disabled = Set.copyOf(disabled);
            severities = Map.copyOf(severities);
        }

        boolean counts(RuleCard card) {
            boolean on = profile == Profile.STRICT || !card.strict() || enabled.contains(card.id());
            return on && !disabled.contains(card.id());
        }

        RuleCard apply(RuleCard card) {
            Severity severity = severities.get(card.id());
            return severity == null ? card : card.with(severity);
        }
    }

    private final List<Rule<?>> rules;
    private final Settings settings;

    /** The rules that count. */
    public Evaluation(List<Rule<?>> rules, Settings settings) {
        this.rules = rules.stream().filter(rule -> settings.counts(rule.card())).toList();
        this.settings = settings;
    }

    /** The rules that count, in order. */
    public List<Rule<?>> rules() {
        return rules;
    }

    /** What the rules say of one target; in the order of the rules, then of the evidence. */
    public List<Finding> judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Rule<?> rule : rules) {
            if (rule.subject().isInstance(facts)) {
                add(findings, settings.apply(rule.card()), facts.target(), verdict(rule, facts));
            }
        }
        return findings;
    }

    /** A rule that fails itself is unknown: a defect of one must not hide the others. */
    private static <F extends Facts> Verdict verdict(Rule<F> rule, Facts facts) {
        try {
            return rule.judge(rule.subject().cast(facts));
        } catch (RuntimeException e) {
            return new Verdict.Unknown("the rule itself failed: " + e);
        }
    }

    private static void add(List<Finding> findings, RuleCard card, Target target, Verdict verdict) {
        switch (verdict) {
            case Verdict.Pass pass -> findings.add(one(card, target, Finding.State.PASS, ""));
            case Verdict.NotApplicable none ->
                    findings.add(one(card, target, Finding.State.NOT_APPLICABLE, none.why()));
            case Verdict.Unknown unknown ->
                    findings.add(one(card, target, Finding.State.UNKNOWN, unknown.why()));
            case Verdict.Fail fail -> {
                Map<String, Integer> seen = new HashMap<>();
                for (Evidence evidence : fail.evidence()) {
                    int ordinal = seen.merge(evidence.message(), 1, Integer::sum) - 1;
                    String print = Fingerprint.of(card.id(), target, evidence.message(), ordinal);
                    findings.add(
                            new Finding(
                                    card,
                                    target,
                                    Finding.State.FAIL,
                                    List.of(evidence),
                                    "",
                                    print));
                }
            }
        }
    }

    private static Finding one(RuleCard card, Target target, Finding.State state, String reason) {
        // Most answers are of this kind, and nothing asks what passed for its identity.
        boolean named = state == Finding.State.UNKNOWN;
        String print = named ? Fingerprint.of(card.id(), target, state.name(), 0) : "";
        return new Finding(card, target, state, List.of(), reason, print);
    }
}
