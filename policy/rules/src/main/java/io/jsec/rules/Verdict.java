package io.jsec.rules;

import java.util.ArrayList;
import java.util.List;

/** What a rule says about one target. Waiving is the evaluation's business, not a rule's. */
public sealed interface Verdict {
    /** Nothing to say against it. */
    record Pass() implements Verdict {}

    /** The rule has nothing to judge here, e.g. a swarm rule on an engine outside a swarm. */
    record NotApplicable(String why) implements Verdict {}

    /**
     * The rule is broken, at one or more places.
     *
     * @param evidence the places; at least one
     */
    record Fail(List<Evidence> evidence) implements Verdict {
        /** Copies, and refuses a failure without evidence. */
        public Fail {
            evidence = List.copyOf(evidence);
            if (evidence.isEmpty()) {
                throw new IllegalArgumentException("a failure has evidence");
            }
        }
    }

    /**
     * It cannot be told: a permission or a source is missing. Never counted as passed.
     *
     * @param why what is missing
     */
    record Unknown(String why) implements Verdict {}

    /** Passed. */
    static Verdict pass() {
        return new Pass();
    }

    /** Broken at one place. */
    static Verdict fail(SourceLocation at, String message) {
        return new Fail(List.of(new Evidence(at, message, List.of())));
    }

    /** Broken at one place, which a safe edit mends. */
    static Verdict fail(SourceLocation at, String message, Edit... edits) {
        return new Fail(List.of(new Evidence(at, message, List.of(edits))));
    }

    /** Broken where there is evidence, else passed. */
    static Verdict failing(List<Evidence> evidence) {
        return evidence.isEmpty() ? new Pass() : new Fail(evidence);
    }

    /** Broken if the condition holds, else passed. */
    static Verdict failIf(boolean condition, SourceLocation at, String message) {
        return condition ? fail(at, message) : pass();
    }

    /**
     * Several verdicts as one: broken if one is, with all the evidence; else unknown if one is;
     * else passed if one is; else not applicable.
     */
    static Verdict all(List<Verdict> verdicts) {
        List<Evidence> evidence = new ArrayList<>();
        Verdict rest = new NotApplicable("nothing to judge");
        for (Verdict verdict : verdicts) {
            switch (verdict) {
                case Fail fail -> evidence.addAll(fail.evidence());
                case Unknown unknown -> rest = rest instanceof Unknown ? rest : unknown;
                case Pass pass -> rest = rest instanceof NotApplicable ? pass : rest;
                case NotApplicable none -> {}
            }
        }
        return evidence.isEmpty() ? rest : new Fail(evidence);
    }
}
